using System.Collections.Immutable;
using Fridge.Manifests;
using Fridge.Manifests.Swarm;
using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Manifests.Swarm;

/// <summary>Secrets of <c>flink.config</c> in a rendered stack: by name, never by value.</summary>
public sealed class StackSecretsTests
{
    private const string Planted = "hunter2 is planted";

    [Fact]
    public async Task Secret_IsMountedIntoEveryFlinkProcess_AndIsInNoFile()
    {
        var release = await RenderAsync(WithSecrets("s3.secret-key"), Planted);

        var secret = release.Secrets.ShouldHaveSingleItem();
        secret.Name.ShouldMatch("^virtual_flink-config-s3-secret-key-[0-9a-f]{8}$");
        release.Workloads.ShouldAllBe(workload => workload.Secrets.SequenceEqual(new[] { secret.Name }));
        new SwarmRendering().Documents(release).Select(document => document.Text).Concat(release.Files.Select(file => file.Content)).ShouldAllBe(text => !text.Contains("hunter2"));
        release.Compose().ShouldContain($"secrets:\n  {secret.Name}:\n    external: true\n");
        release.Compose().ShouldContain($"- source: {secret.Name}\n        target: /run/secrets/flink/s3.secret-key\n        uid: \"9999\"\n        gid: \"9999\"\n        mode: 256\n");
        release.Files.Where(file => file.File.EndsWith(".args", StringComparison.Ordinal)).ShouldAllBe(file => file.Content.Contains("/run/flink"));
        release.Flink.JobManagerSecrets.ShouldBe(["s3.secret-key"]);
        release.Flink.JobManagerConfig.Keys.ShouldNotContain("s3.secret-key");
    }

    [Fact]
    public async Task ReadingFolder_IsATmpfs_AndOnlyWhereThereAreSecrets()
    {
        (await RenderAsync(WithSecrets("s3.secret-key"), Planted)).Compose().ShouldContain("- type: tmpfs\n        target: /run/flink\n        tmpfs:\n          size: 1048576\n");
        (await RenderAsync(Samples.Virtual, Planted)).Compose().ShouldNotContain("tmpfs");
    }

    [Fact]
    public async Task Name_ChangesWithTheValueAlone()
    {
        var cluster = WithSecrets("s3.secret-key", "s3.access-key");
        var first = (await RenderAsync(cluster, Planted)).Secrets;

        (await RenderAsync(cluster, Planted)).Secrets.Select(secret => secret.Name).ShouldBe(first.Select(secret => secret.Name));
        (await RenderAsync(cluster, Planted + "!")).Secrets.Select(secret => secret.Name).ShouldNotContain(first[0].Name);
        first.Select(secret => secret.Name[^8..]).Distinct().Count().ShouldBe(2, "equal values under two keys must not look equal");
    }

    [Fact]
    public async Task GeneratedValue_IsNamedWithoutIt() =>
        (await RenderAsync(WithSecrets("s3.secret-key"), null)).Secrets[0].Name.ShouldBe((await RenderAsync(WithSecrets("s3.secret-key"), null)).Secrets[0].Name);

    [Theory]
    [InlineData("security.delegation.token.provider.s3.secret-key")]
    [InlineData("fs.s3a.bucket.a-bucket-with-a-name-of-sixty-three-characters-which-s3-takes.secret.key")]
    public async Task LongKey_IsAName(string option)
    {
        var name = (await RenderAsync(WithSecrets(option) with { Name = "a-cluster-with-a-name-of-the-mos" }, Planted)).Secrets.ShouldHaveSingleItem().Name;

        name.Length.ShouldBeLessThanOrEqualTo(64);
        name.ShouldMatch("^a-cluster-with-a-name-of-the-mos_[a-z0-9][a-z0-9-]+-[0-9a-f]{8}$");
    }

    /// <summary>YAML of one option, whatever is in the value.</summary>
    [Fact]
    public void Content_IsWhatFlinkReads()
    {
        var secret = new ReleaseSecret("name", "flink.config.s3.secret-key", ["s3.secret-key"]);

        secret.Content(new Redactor().Hide("123")).ShouldBe("s3.secret-key: \"123\"\n");
        secret.Content(new Redactor().Hide("a: 'b'\nc")).ShouldBe("s3.secret-key: \"a: 'b'\\nc\"\n");
    }

    [Fact]
    public async Task OptionByAnOlderName_HasTodays()
    {
        var secret = (await RenderAsync(WithSecrets("security.ssl.key-password"), Planted)).Secrets.ShouldHaveSingleItem();

        secret.Options.ShouldBe(ReleaseNames.Of("security.ssl.key-password", "1.20.5"));
    }

    [Fact]
    public async Task LiteralSecretInAnOverride_IsRefused()
    {
        var templates = await Samples.TemplatesAsync("virtual");
        var config = templates.Files["flink/config.yaml"];
        templates = templates with { Files = templates.Files.SetItem("flink/config.yaml", config with { Text = config.Text + "s3.secret-key: hunter2\n" }) };

        Should.Throw<ManifestException>(() => new StackRenderer(templates).Render(Samples.Virtual, Samples.Plan, Samples.Images))
            .Message.ShouldBe("x-file flink/config.yaml: the value of 's3.secret-key' is a secret; the cluster file says where it comes from, in flink.config: s3.secret-key: {env: S3_SECRET_KEY}, {file: PATH}, {prompt: true} or {generate: true}");
    }

    public static Cluster WithSecrets(params IEnumerable<string> options) => Samples.Virtual with
    {
        Flink = Samples.Virtual.Flink with { Secrets = options.ToImmutableSortedDictionary(option => option, _ => new SecretRef(SecretSource.Environment, "A")) },
    };

    private static async Task<RenderedRelease> RenderAsync(Cluster cluster, string? value)
    {
        var values = ClusterSecrets.References(cluster).ToImmutableSortedDictionary(
            reference => reference.Key, _ => value is null ? null : new Redactor().Hide(value));
        return new StackRenderer(await Samples.TemplatesAsync(cluster.Name), new ClusterSecrets(values)).Render(cluster, Samples.Plan, Samples.Images);
    }
}
