using Fridge.Registry.Collection;
using Fridge.Registry.Distribution;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Collection;

public sealed class CollectionPlanTests
{
    private static readonly StoredManifest Old = Manifest('a');
    private static readonly StoredManifest Previous = Manifest('b');
    private static readonly StoredManifest Current = Manifest('c');

    [Fact]
    public void What_services_use_or_used_before_stays_and_the_rest_goes()
    {
        var plan = CollectionPlan.Of([Listed(Old), Listed(Previous), Listed(Current)], [Previous, Current]);

        plan.ToDelete.ShouldBe([Old]);
        plan.ToTag.ShouldBeEmpty();
    }

    [Fact]
    public void Where_nothing_is_to_be_deleted_nothing_is_done()
    {
        var plan = CollectionPlan.Of([Listed(Current)], [Previous, Current]);

        plan.IsUnchanged.ShouldBeTrue();
        plan.ToDelete.ShouldBeEmpty();
    }

    [Fact]
    public void What_stays_and_has_no_tag_of_its_own_is_tagged_first() =>
        CollectionPlan.Of([Listed(Old), new TaggedManifest(Current, "latest")], [Current, Previous]).ToTag.ShouldBe([Previous, Current]);

    [Fact]
    public void A_manifest_of_two_tags_is_deleted_once() =>
        CollectionPlan.Of([Listed(Old), new TaggedManifest(Old, "latest")], [Current]).ToDelete.ShouldBe([Old]);

    [Fact]
    public void The_same_manifest_in_another_repository_is_another() =>
        CollectionPlan.Of([Listed(Current), Listed(Current with { Repository = "other" })], [Current]).ToDelete
            .ShouldBe([Current with { Repository = "other" }]);

    [Theory]
    [InlineData("registry.fridge:5000/flink@sha256:c", "flink", "sha256:c")]
    [InlineData("registry.fridge:5000/a/flink:1.20@sha256:c", "a/flink", "sha256:c")]
    [InlineData("registry.fridge:5000/flink:1.20", "flink", "1.20")]
    [InlineData("registry.fridge:5000/flink", "flink", "latest")]
    public void A_services_image_is_a_repository_and_a_name(string image, string repository, string name) =>
        RegistryReference.Parse(image).ShouldBe(new RegistryReference(repository, name));

    [Fact]
    public void An_image_of_another_registry_is_none_of_ours() =>
        RegistryReference.Parse("docker.io/library/debian@sha256:c").ShouldBeNull();

    private static StoredManifest Manifest(char digit) => new("flink", $"sha256:{new string(digit, 64)}");

    private static TaggedManifest Listed(StoredManifest manifest) => new(manifest, ContentTag.Of(manifest.Digest));
}
