package dev.taskhub.fullstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhub.config.InvalidConfiguration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FullstackSettingsTest {

    @Test
    void isNotUsedUnlessSomebodyChoosesIt() {
        FullstackSettings settings = bound(Map.of());

        assertThat(settings.isUsed()).isFalse();
        assertThat(settings.scanEvery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.actingSuffix()).isEmpty();
    }

    @Test
    void showsNobodyToTheKit() {
        assertThat(new FullstackSettings("kit", Duration.ZERO, App.SETTINGS.actAs()).actingSuffix())
                .isEmpty();
        assertThat(App.NOBODY.actingSuffix()).isEmpty();
        assertThat(App.SETTINGS.actingSuffix()).startsWith(":").hasSizeGreaterThan(50);
    }

    @Test
    void namesAnAdapterThatNobodyKnows() {
        assertThatThrownBy(() -> new FullstackSettings("fullStack", Duration.ZERO, App.NOBODY.actAs()))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessage("taskhub.convex.adapter: \"fullStack\" is neither kit nor fullstack");
    }

    @Test
    void wantsAllOfTheUserOrNothing() {
        assertThatThrownBy(() -> bound(Map.of(
                        "taskhub.convex.adapter", "fullstack",
                        "taskhub.convex.act-as.issuer", "https://login.example.org/",
                        "taskhub.convex.act-as.subject", "hub")))
                .rootCause()
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageContaining("taskhub.convex.act-as")
                .hasMessageContaining("email");
    }

    private static FullstackSettings bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("taskhub.convex", FullstackSettings.class);
    }
}
