using Fridge.Model;
using Fridge.Registry.Logins;
using Fridge.Registry.Outside;
using Fridge.Registry.Places;
using Fridge.Tests.Nodes.Locks;
using Fridge.Tests.Registry.Distribution;
using Fridge.Tests.Registry.Oci;
using Fridge.Tests.Support;
using Fridge.Tooling;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Registry.Places;

/// <summary>A registry that a cluster file names: Debian's, with a user and a password.</summary>
[Trait("Suite", "ci")]
public sealed class NamedRegistryTests : IClassFixture<LockedRegistry>, IDisposable
{
    private readonly LockedRegistry registry;
    private readonly string suffix = $"{Guid.NewGuid():N}"[..8];
    private readonly TinyImage both;

    public NamedRegistryTests(LockedRegistry registry)
    {
        this.registry = registry;
        both = new($"both {suffix}", ["linux/arm64", "linux/amd64"]);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => both.Dispose();

    [Fact]
    public async Task WhatItLacks_IsPushedBelowItsPath_ForTheNodesPlatforms_AndOnce()
    {
        var images = new ImageSet([Image($"flink-{suffix}")]);
        var place = Place(LockedRegistry.Ada.User, LockedRegistry.Ada.Password);
        await place.DemandAsync(Cancelled);
        var plan = await place.PlanAsync(images, Cancelled);

        await place.PushAsync(plan, new HeldLockDouble(), Cancelled);

        plan.Missing.Select(missing => missing.Platform.Architecture).ShouldBe([NodeArchitecture.Arm64]);
        using var client = new Fridge.Registry.Distribution.OciRegistryClient(registry.Connection() with { Credentials = LockedRegistry.Ada });
        (await client.HasManifestAsync($"fridge/flink-{suffix}", both.Layout.For("linux/arm64").Digest, Cancelled)).ShouldBeTrue();
        (await client.HasManifestAsync($"fridge/flink-{suffix}", both.Layout.For("linux/amd64").Digest, Cancelled)).ShouldBeFalse("no node is of that platform");
        (await place.PlanAsync(images, Cancelled)).IsUnchanged.ShouldBeTrue();
        (await place.PlanCollectionAsync([], Cancelled)).IsUnchanged.ShouldBeTrue("what lies there is its owner's");
    }

    [Fact]
    public async Task AWrongPassword_IsSaid_BeforeAnythingIsSent()
    {
        var refused = await Should.ThrowAsync<FridgeException>(() => Place("ada", new Redactor().Hide("wrong horse")).DemandAsync(Cancelled));

        refused.Message.ShouldContain("did not accept the user ada");
        refused.WrongUse.ShouldBeTrue();
    }

    private NamedRegistry Place(string user, Secret password)
    {
        var connection = registry.Connection();
        return new NamedRegistry(
            new OutsideRegistries(new RegistryLogins(new ProcessRunner(), new Redactor(), "/nowhere") { Given = (user, password) }) { CaPem = connection.CaPem, Dial = connection.Dial },
            RegistryAddress.Parse($"{connection.Registry}/fridge"),
            [NodeArchitecture.Arm64],
            new ReportRecorder());
    }

    private ImageRecord Image(string name) => new()
    {
        Name = name,
        InputHash = new string('5', 64),
        LayoutPath = both.Folder,
        Platforms = [.. both.Layout.Manifests.Select(manifest => new PlatformImage(manifest.Platform.Known!.Value, manifest.Digest, manifest.LayerBytes))],
    };
}
