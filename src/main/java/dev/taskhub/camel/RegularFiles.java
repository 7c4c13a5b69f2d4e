package dev.taskhub.camel;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.springframework.stereotype.Component;

/** Lets a folder's reader see files alone: a link may lead anywhere, and reading from a pipe or a device never ends. */
@Component
class RegularFiles implements GenericFileFilter<File> {

    @Override
    public boolean accept(GenericFile<File> file) {
        return Files.isRegularFile(file.getFile().toPath(), LinkOption.NOFOLLOW_LINKS);
    }
}
