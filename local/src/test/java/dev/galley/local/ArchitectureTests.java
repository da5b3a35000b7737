package dev.galley.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the modules and packages, as the design states them. */
class ArchitectureTests {

  private static final String POST = "dev.galley.post..";
  private static final String RENDER = "dev.galley.render..";
  private static final String FEED = "dev.galley.feed..";
  private static final String LOCAL = "dev.galley.local..";
  private static final String OBJECT = "dev.galley.object..";
  private static final String[] COMMON = {
    "dev.galley.event..", "dev.galley.picture..", "dev.galley.stream..", "dev.galley.web.."
  };

  private static JavaClasses galley;

  @BeforeAll
  static void read() {
    galley =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.galley");
  }

  @Test
  void servicesNeverDependOnEachOther() {
    noClasses()
        .that()
        .resideInAPackage(POST)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(RENDER, FEED, LOCAL)
        .check(galley);
    noClasses()
        .that()
        .resideInAPackage(RENDER)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(POST, FEED, LOCAL)
        .check(galley);
    noClasses()
        .that()
        .resideInAPackage(FEED)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(POST, RENDER, LOCAL)
        .check(galley);
  }

  @Test
  void commonDependsOnNoService() {
    noClasses()
        .that()
        .resideInAnyPackage(COMMON)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(POST, RENDER, FEED, LOCAL, OBJECT)
        .check(galley);
  }

  @Test
  void theStoreOfObjectsDependsOnNoService() {
    noClasses()
        .that()
        .resideInAPackage(OBJECT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(POST, RENDER, FEED, LOCAL)
        .check(galley);
  }

  @Test
  void theContractNeedsNoFramework() {
    noClasses()
        .that()
        .resideInAPackage("dev.galley.event..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "org.apache.kafka..",
            "com.mongodb..",
            "org.bson..",
            "tools.jackson..",
            "jakarta..")
        .check(galley);
  }

  @Test
  void onlyWhatRendersAndWhatWritesItKnowsHowMarkdownIsParsed() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.galley.render.markdown..", "dev.galley.post.transfer.markup")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.vladsch.flexmark..", "org.commonmark..")
        .check(galley);
  }

  @Test
  void onlyTheLocalModeKnowsTheEmbeddedServers() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.galley.local.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("de.bwaldvogel..", "org.h2..")
        .check(galley);
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.galley.local.broker..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..")
        .check(galley);
  }

  @Test
  void onlyTheStoreOfObjectsKnowsTheAwsSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage(OBJECT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .check(galley);
  }

  @Test
  void nobodyUsesSpringData() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework.data..")
        .check(galley);
  }

  @Test
  void packagesDoNotDependOnEachOtherInCircles() {
    slices().matching("dev.galley.(**)").should().beFreeOfCycles().check(galley);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes().should(liveInANullMarkedPackage()).check(galley);
  }

  private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
    return new ArchCondition<>("live in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
        }
      }
    };
  }
}
