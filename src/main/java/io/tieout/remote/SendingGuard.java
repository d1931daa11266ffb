package io.tieout.remote;

import java.io.IOException;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Makes the HTTP client send each request at most once and say on which side of the sending it failed.
 *
 * <p>The type of an exception alone can't tell: a timeout may strike in the TLS handshake or after the last byte was
 * sent. So one step stands inside the client directly before the transport, when the connection stands, and one
 * outside of everything. Retries are off because the client would repeat any request on a 429 or 503.
 */
final class SendingGuard implements HttpClientConfigurer {
    private final int maxReplyBytes;

    /** A guard that refuses bodies above this size in bytes. */
    SendingGuard(int maxReplyBytes) {
        this.maxReplyBytes = maxReplyBytes;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .addExecInterceptorFirst("tieout-whole-call", this::wholeCall)
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "tieout-sending", this::sending);
    }

    private ClassicHttpResponse wholeCall(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException {
        ClassicHttpResponse response;
        try {
            response = chain.proceed(request, scope);
        } catch (CallFailed e) {
            throw e;
        } catch (IOException | HttpException e) {
            throw CallFailed.beforeSending(e);
        }
        try {
            return readWhole(response, scope);
        } catch (IOException e) {
            scope.execRuntime.discardEndpoint();
            throw CallFailed.afterSending(e);
        }
    }

    private ClassicHttpResponse sending(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException {
        try {
            return chain.proceed(request, scope);
        } catch (IOException | HttpException e) {
            throw CallFailed.afterSending(e);
        }
    }

    private ClassicHttpResponse readWhole(ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
        if (response.getEntity() == null) {
            return response;
        }
        Duration limit = scope.clientContext
                .getRequestConfigOrDefault()
                .getResponseTimeout()
                .toDuration();
        ContentType type = ContentType.parseLenient(response.getEntity().getContentType());
        byte[] body = new ReplyReader(maxReplyBytes, limit).read(response.getEntity());
        response.setEntity(new ByteArrayEntity(body, type));
        return response;
    }
}
