#!/bin/sh
# Builds the hub and runs one benchmark against it: bench/run.sh Start | Travel | Import | Webhooks
# The hub is a process of its own with an empty home; the benchmark borrows only the jar's libraries.
set -eu
cd "$(dirname "$0")/.."
[ -n "${BENCH_BUILT:-}" ] || mvn -B -q -DskipTests package
exec java -Xmx1g -XX:+UseSerialGC -cp "$(ls target/taskhub-*.jar)" -Dloader.path=target/test-classes \
  -Dloader.main="dev.taskhub.bench.$1" org.springframework.boot.loader.launch.PropertiesLauncher
