package com.lanehouse.orchestration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.lanehouse.events.KafkaConnection;
import com.lanehouse.orchestration.local.LocalBroker;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** The arrows between the modules. */
@AnalyzeClasses(
        packages = "com.lanehouse",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {
    @ArchTest
    static final ArchRule modules_know_only_what_they_may = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("warehouse")
            .definedBy("com.lanehouse.warehouse..")
            .layer("localfiles")
            .definedBy("com.lanehouse.localfiles..")
            .layer("tables")
            .definedBy("com.lanehouse.tables..")
            .layer("lake")
            .definedBy("com.lanehouse.lake..")
            .layer("events")
            .definedBy("com.lanehouse.events..")
            .layer("simulator")
            .definedBy("com.lanehouse.simulator..")
            .layer("pipeline")
            .definedBy("com.lanehouse.pipeline..")
            .layer("registry")
            .definedBy("com.lanehouse.registry..")
            .layer("features")
            .definedBy("com.lanehouse.features..")
            .layer("training")
            .definedBy("com.lanehouse.training..")
            .layer("scoring")
            .definedBy("com.lanehouse.scoring..")
            .layer("jobs")
            .definedBy("com.lanehouse.jobs..")
            .layer("dashboards")
            .definedBy("com.lanehouse.dashboards..")
            .layer("orchestration")
            .definedBy("com.lanehouse.orchestration..")
            .whereLayer("warehouse")
            .mayNotAccessAnyLayer()
            .whereLayer("events")
            .mayNotAccessAnyLayer()
            .whereLayer("localfiles")
            .mayNotAccessAnyLayer()
            .whereLayer("tables")
            .mayOnlyAccessLayers("warehouse", "localfiles")
            .whereLayer("lake")
            .mayOnlyAccessLayers("warehouse", "localfiles", "tables")
            .whereLayer("simulator")
            .mayOnlyAccessLayers("events", "warehouse")
            .whereLayer("pipeline")
            .mayOnlyAccessLayers("events", "warehouse", "tables")
            .whereLayer("registry")
            .mayOnlyAccessLayers("warehouse", "tables")
            .whereLayer("features")
            .mayOnlyAccessLayers("warehouse")
            .whereLayer("training")
            .mayOnlyAccessLayers("registry", "features", "warehouse", "lake")
            .whereLayer("scoring")
            .mayOnlyAccessLayers("registry", "features", "events", "warehouse", "tables")
            .whereLayer("jobs")
            .mayOnlyAccessLayers("registry", "features", "warehouse", "lake")
            .whereLayer("dashboards")
            .mayOnlyAccessLayers("warehouse")
            .whereLayer("orchestration")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule only_training_knows_smile = noClasses()
            .that()
            .resideOutsideOfPackage("com.lanehouse.training..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("smile..");

    @ArchTest
    static final ArchRule spark_stays_out_of_what_must_stay_light = noClasses()
            .that()
            .resideInAnyPackage(
                    "com.lanehouse.warehouse..",
                    "com.lanehouse.localfiles..",
                    "com.lanehouse.tables..",
                    "com.lanehouse.events..",
                    "com.lanehouse.simulator..",
                    "com.lanehouse.pipeline..",
                    "com.lanehouse.registry..",
                    "com.lanehouse.features..",
                    "com.lanehouse.scoring..",
                    "com.lanehouse.dashboards..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.spark..");

    @ArchTest
    static final ArchRule jobs_never_see_kafka = noClasses()
            .that()
            .resideInAPackage("com.lanehouse.jobs..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka..");

    /** A client made elsewhere would not log in. The local broker is asked by who started it. */
    @ArchTest
    static final ArchRule kafka_clients_are_made_in_one_place = noClasses()
            .that(not(type(KafkaConnection.class)).and(not(type(LocalBroker.class))))
            .should()
            .callConstructorWhere(target(owner(assignableTo(Producer.class).or(assignableTo(Consumer.class)))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Admin.class))).and(target(name("create"))));

    @ArchTest
    static final ArchRule jobs_do_not_know_each_other =
            slices().matching("com.lanehouse.jobs.(*)..").should().notDependOnEachOther();

    /** Fakes and harnesses that modules lend to one another's tests. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }
}
