package dev.taskhub.camel;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

@ContextConfiguration(
        classes = {
            RouteTestBase.Hub.class,
            Retention.class,
            DeletedRows.class,
            PurgeOldRowsRouteTest.Time.class,
            PurgeOldRowsPostgresTest.Postgres.class
        },
        inheritLocations = false)
class PurgeOldRowsPostgresTest extends PurgeOldRowsRouteTest {

    static class Postgres {

        @Bean(destroyMethod = "close")
        EmbeddedPostgres postgres() throws IOException {
            return EmbeddedPostgres.start();
        }

        @Bean
        DataSource dataSource(EmbeddedPostgres postgres) {
            Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
            return postgres.getPostgresDatabase();
        }
    }

    @Override
    void age() {
        new JdbcTemplate(store).update("UPDATE CAMEL_MESSAGEPROCESSED SET createdAt = createdAt - INTERVAL '20 days'");
    }
}
