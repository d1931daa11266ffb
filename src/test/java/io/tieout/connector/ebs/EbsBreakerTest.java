package io.tieout.connector.ebs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tieout.port.RetryLater;
import org.junit.jupiter.api.Test;

class EbsBreakerTest {

    @Test
    void ebs_silentInARow_isNotAskedForAWhile() {
        try (EbsFixture ebs = new EbsFixture()) {
            ebs.baseUrl = "http://127.0.0.1:1";
            for (int i = 0; i < 5; i++) {
                assertThatExceptionOfType(RetryLater.class)
                        .isThrownBy(() -> ebs.ledgers().periods(EbsFixture.CONNECTION, "ebs:gl:1"))
                        .satisfies(failed -> assertThat(failed.counted()).isTrue());
            }
            int entered = ebs.entered.get();

            assertThatExceptionOfType(RetryLater.class)
                    .isThrownBy(() -> ebs.ledgers().periods(EbsFixture.CONNECTION, "ebs:gl:1"))
                    .satisfies(rests -> assertThat(rests.counted()).isFalse());
            assertThat(ebs.entered).hasValue(entered);
        }
    }
}
