# The program on the JVM. Build: docker build -t tieout:1.0.0-SNAPSHOT .   Run: the commands of the README, for example
# docker run --read-only --tmpfs /tmp ... tieout:1.0.0-SNAPSHOT serve
ARG JDK=docker.io/library/eclipse-temurin:17-jdk-jammy
ARG JRE=docker.io/library/eclipse-temurin:17-jre-jammy

FROM ${JDK} AS build
WORKDIR /src
COPY .mvn/ .mvn/
COPY mvnw pom.xml ./
COPY routes/ routes/
COPY src/main/ src/main/
# Tests and checks have run before an image is built; here there is only what the package needs.
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp package -Dmaven.test.skip=true -Dchecks=off

FROM ${JRE}
# PostgreSQL (of the trial) starts only for a user that has a name.
RUN groupadd --gid 10001 tieout \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin tieout
WORKDIR /opt/tieout
# What changes seldom comes first, so that a new version is a small layer.
COPY --from=build /src/target/quarkus-app/lib/ lib/
COPY --from=build /src/target/quarkus-app/quarkus/ quarkus/
COPY --from=build /src/target/quarkus-app/*.jar ./
COPY --from=build /src/target/quarkus-app/app/ app/
USER 10001:10001
EXPOSE 8080 9000
# Half of the container's memory for the heap: src/docs/operations.md has what the rest goes to.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-jar", "quarkus-run.jar"]
CMD ["serve"]
