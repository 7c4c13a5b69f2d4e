# syntax=docker/dockerfile:1

# Builds the hub and takes its jar apart: libraries change seldom and stay in a layer of their own.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY src ./src
RUN --mount=type=cache,target=/build/.m2 \
    mvn -B -q -Dmaven.repo.local=/build/.m2 package -DskipTests
RUN java -Djarmode=tools -jar target/taskhub-*.jar extract --layers --application-filename taskhub.jar --destination layers

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin taskhub \
    && install -d -o taskhub -g taskhub /data
# The hub reads routes/, kamelets/ and config/ from its working folder and writes to TASKHUB_HOME only.
WORKDIR /opt/taskhub
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
COPY kamelets ./kamelets
COPY config ./config
COPY routes ./routes

# Inside a container loopback would be out of everybody's reach; which port is open to whom is said outside.
ENV TASKHUB_HOME=/data SERVER_ADDRESS=0.0.0.0 SERVER_PORT=8080
VOLUME /data
EXPOSE 8080
USER taskhub

# The image has no curl: bash asks by itself.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT && printf 'GET /actuator/health/liveness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3 && grep -q '\"status\":\"UP\"' <&3"]

ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "taskhub.jar"]
