package dev.taskhub;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Date;
import java.util.Set;
import org.junit.platform.commons.annotation.Testable;
import org.springframework.transaction.TransactionManager;

/** Draws the house's plan: which subject may know which, and what is not done anywhere. */
@AnalyzeClasses(packages = "dev.taskhub", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String HUB = "dev.taskhub..";
    private static final String TASK = "dev.taskhub.task..";
    private static final String CAMEL = "dev.taskhub.camel..";
    private static final String SANDBOX = "dev.taskhub.sandbox..";

    private static final DescribedPredicate<JavaClass> HOLD_TESTS = describe(
            "hold tests",
            type -> !type.isNestedClass()
                    && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                    && type.getMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Testable.class)));

    @ArchTest
    static final ArchRule taskKnowsNoOtherSubject = noClasses()
            .that()
            .resideInAPackage(TASK)
            .should()
            .dependOnClassesThat(resideInAPackage(HUB).and(resideOutsideOfPackages(TASK)));

    @ArchTest
    static final ArchRule onlyOnePackageKnowsCamel = noClasses()
            .that()
            .resideOutsideOfPackage(CAMEL)
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.camel.."));

    @ArchTest
    static final ArchRule nobodyKnowsTheSandbox =
            noClasses().that().resideOutsideOfPackage(SANDBOX).should().dependOnClassesThat(resideInAPackage(SANDBOX));

    @ArchTest
    static final ArchRule theSandboxKnowsNobody = noClasses()
            .that()
            .resideInAPackage(SANDBOX)
            .should()
            .dependOnClassesThat(resideInAPackage(HUB).and(resideOutsideOfPackages(SANDBOX)))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule subjectsFormNoCycle =
            slices().matching("dev.taskhub.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(HUB)
            .should()
            .beAnnotatedWith(describe(
                    "an annotation that injects", annotation -> Set.of("Autowired", "Value", "Inject", "Resource")
                            .contains(annotation.getRawType().getSimpleName())));

    @ArchTest
    static final ArchRule nothingIsPrinted = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule timeIsAnInstant =
            noClasses().should().dependOnClassesThat().areAssignableTo(Date.class);

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .that()
            .areNotAssignableTo(TransactionManager.class)
            .should()
            .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)");

    @ArchTest
    static void testsAreNamedByTheirCost(JavaClasses mainClasses) {
        var tests =
                new ClassFileImporter().withImportOption(new OnlyIncludeTests()).importPackages("dev.taskhub");

        classes().that(HOLD_TESTS).should().haveNameMatching(".*(Test|IT)").check(tests);
    }
}
