#!/bin/sh
# Builds the hub and runs one benchmark: bench/run.sh Start | Travel | Import | Webhooks | Hooks | HookScript | Traffic | Burst | Reconcile | Merge | Work | Match
# But for Merge, Work and Match the hub is a process of its own with an empty home; the benchmark borrows only the jar's libraries.
set -eu
cd "$(dirname "$0")/.."
[ -n "${BENCH_BUILT:-}" ] || mvn -B -q -DskipTests package
case "$1" in
Merge) main=dev.taskhub.sync.MergeBenchmark ;;
Work) main=dev.taskhub.work.WorkBenchmark ;;
Match) main=dev.taskhub.claude.MatchBenchmark ;;
*) main= ;;
esac
if [ -n "$main" ]; then
  # inside the hub, with the libraries of the tests
  mvn -B -q dependency:build-classpath -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
  exec java -Xmx1g -XX:+UseSerialGC -cp "target/test-classes:target/classes:$(cat target/bench.classpath)" "$main"
fi
exec java -Xmx1g -XX:+UseSerialGC -cp "$(ls target/taskhub-*.jar)" -Dloader.path=target/test-classes \
  -Dloader.main="dev.taskhub.bench.$1" org.springframework.boot.loader.launch.PropertiesLauncher
