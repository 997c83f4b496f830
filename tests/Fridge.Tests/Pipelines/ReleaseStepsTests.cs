using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fridge.Engine;
using Fridge.Publishing.Contents;
using Fridge.Registry.Outside;
using Fridge.Testing;
using Fridge.Tests.Engine;
using Fridge.Tests.Images.Records;
using Fridge.Tests.Publishing;
using Fridge.Tests.Support;
using Fridge.Tooling.Bills;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Pipelines;

/// <summary>
/// The way of a release, from a tag to a job that runs: the scripts of <c>release.yml</c> and <c>nightly.yml</c> in a clean clone by <see cref="StepRunner"/>, for one cluster file, one platform
/// and one program; then a stranger's machine, which has the program alone, and a stranger's clean clone, each with an empty cache. Debian's registry with TLS, virtual Pis, a Debian
/// archive of the test's own for the night, GitHub by <see cref="GitHubDouble"/>.
/// </summary>
[Trait("Suite", "release")]
public sealed class ReleaseStepsTests(LocalhostRegistry registry, GitHubDouble github, ScratchArchive archive)
    : IClassFixture<LocalhostRegistry>, IClassFixture<GitHubDouble>, IClassFixture<ScratchArchive>, IAsyncLifetime
{
    private const string Program = "fridge-0.1.0-linux-x64";
    private const string Manager = "172.30.43.11";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    private readonly ScratchFolder folder = new();
    private readonly CleanClone clone = new();
    private readonly CleanClone strangers = new();
    private readonly ProcessRunner processes = new();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private bool isDeployed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Registry => $"localhost:{registry.Port}";

    private string EngineLog => folder["docker.log"];

    private string ClusterFile => folder["release.yaml"];

    [Fact]
    public async Task ATag_BecomesARelease_ByWhichStrangersRunTheJob_AndTheNightLooksAfterIt()
    {
        await clone.MakeAsync(Token);
        await clone.GitAsync(Token, "tag", "v0.1.0");
        var runner = Runner();

        var scripts = await runner.RunAsync("release.yml", "release", Token);
        scripts.Select(script => script.Split(' ')[0]).ShouldBe(["apt-get", "git", "./build.sh", "printf", "./build.sh"]);
        ShouldHaveEachFileWithItsSum();
        Builds().ShouldNotBeEmpty("what counts builds sees those of the release");

        await ShouldRunInAnEmptyFolderAsync();
        await ShouldDeployFromACleanCloneAsync();

        await runner.RunAsync("nightly.yml", "nightly", Token);
        (await registry.TagsAsync("owner/fridge-locks", Token)).ShouldContain(tag => NightlyTag.Find(tag) != null);
        ShouldSayNoToken();
    }

    public async ValueTask InitializeAsync()
    {
        folder.Write("bin/docker", $"#!/bin/sh\necho \"$*\" >>{EngineLog}\nexec {await WhichAsync("docker")} \"$@\"\n");
        File.SetUnixFileMode(folder["bin/docker"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        folder.Write("docker.log", "");
        folder.Write("release.yaml", """
            apiVersion: fridge/v1
            name: release
            orchestrator: swarm
            virtual: {subnet: 172.30.43.0/24}
            flink: {version: 1.20.5, uiPort: 8081, allowFrom: [172.30.43.1/32], jobManager: {memory: 512m}, taskManager: {replicas: 1, slots: 2, memory: 512m}}
            jobs:
              - {name: taxi, jar: workloads/taxi, entryClass: fridge.taxi.ClosestPlaceJob, args: [--rate, "20"], parallelism: 2}
            nodes:
              - {name: release-0, board: pi4-2g, os: bookworm-armhf, roles: [manager]}
              - {name: release-1, board: pi4-2g, os: bookworm-armhf, roles: [worker]}

            """);
    }

    public async ValueTask DisposeAsync()
    {
        if (isDeployed)
            await RunAsync("./build.sh", strangers.Folder, "stranger", "Destroy", "--cluster", ClusterFile, "--yes");
        key.Dispose();
        clone.Dispose();
        strangers.Dispose();
        folder.Dispose();
    }

    private StepRunner Runner() => new(folder, clone.Folder)
    {
        Says = ImmutableDictionary.CreateRange<string, string>(
        [
            new("${{ github.ref_name }}", "v0.1.0"), new("${{ github.repository_owner }}", "owner"), new("${{ github.actor }}", "ada"),
            new("${{ github.token }}", GitHubDouble.Token), new("${{ secrets.FRIDGE_SIGN_KEY }}", key.ExportPkcs8PrivateKeyPem()), new("ghcr.io", Registry),
        ]),
        Environment = Environment("home").SetItems(
        [
            new("FRIDGE_API", $"{github.Api}"), new("FRIDGE_REPOSITORY", "ada/fridge"), new("FRIDGE_CLUSTERS", "clusters/virtual.yaml"), new("FRIDGE_PLATFORMS", "armv7"),
            new("FRIDGE_PROGRAMS", "linux-x64"), new("FRIDGE_DEBIAN_ARCHIVES", archive.Address), new("FRIDGE_UNSIGNED", "true"),
            // The engine would have to trust the registry's certificate.
            new("FRIDGE_BUILD_CACHE", null),
        ]),
    };

    private void ShouldHaveEachFileWithItsSum()
    {
        var release = github.Releases.Single();
        release.Draft.ShouldBeFalse();
        var sums = Encoding.UTF8.GetString(Asset(ReleaseContents.Checksums)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        sums.Order().ShouldBe(release.Assets.Where(asset => asset.Name is not (ReleaseContents.Checksums or ReleaseContents.Signature)).Select(asset => $"{new Asset(asset.Name, asset.Content).Sha256}  {asset.Name}").Order());
        sums.ShouldContain(sum => sum.EndsWith($"  {Program}"));
        sums.ShouldContain(sum => sum.EndsWith("  flink-0.1.0-sbom-armhf.spdx.json"));
        var bill = Encoding.UTF8.GetString(Asset("fridge-0.1.0-sbom-linux-x64.cdx.json"));
        PublishedSchema.CycloneDx.Refusals(bill).ShouldBeEmpty();
        PublishedSchema.Spdx.Refusals(Encoding.UTF8.GetString(Asset("fridge-0.1.0-sbom-linux-x64.spdx.json"))).ShouldBeEmpty();
        BillDigests.ShouldBeThoseOf(BillOfMaterials.Read(bill), Asset(Program));
    }

    /// <summary>Without a checkout, an SDK or a runtime: what the program has in it is enough.</summary>
    private async Task ShouldRunInAnEmptyFolderAsync()
    {
        var program = folder[Program];
        await File.WriteAllBytesAsync(program, Asset(Program), Token);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var empty = Directory.CreateDirectory(folder["empty"]).FullName;

        (await RunAsync(program, empty, "owner", "--version")).StandardOutput.Trim().ShouldBe("0.1.0");
        (await RunAsync(program, empty, "owner", "Deploy", "--plan")).StandardOutput.ShouldContain("pico");
        (await RunAsync(program, empty, "owner", "--help")).StandardOutput.ShouldContain($"Usage: ../{Program} [Target");
        Directory.EnumerateFileSystemEntries(empty).ShouldBeEmpty("a plan writes nothing");

        var built = Builds().Length;
        await RunAsync(program, empty, "owner", "Manifests", "--release", "v0.1.0", "--cluster", ClusterFile, "--yes");

        File.ReadAllText(Directory.EnumerateFiles(Path.Combine(empty, "artifacts", "manifests"), "stack.yaml", SearchOption.AllDirectories).Single())
            .ShouldContain(Document().Images.Single(image => image.Name == "job-taxi").Platforms.Single().Digest);
        Builds().Length.ShouldBe(built, "nothing is built");
    }

    private async Task ShouldDeployFromACleanCloneAsync()
    {
        await strangers.MakeAsync(Token);
        var release = folder.Write("of-the-page/release.json", Encoding.UTF8.GetString(Asset(ReleaseDocument.FileName)));
        var built = Builds().Length;

        isDeployed = true;
        var deploy = await RunAsync("./build.sh", strangers.Folder, "stranger", "Deploy", "--release", release, "--cluster", ClusterFile, "--yes", "--json");

        Builds()[built..].Where(line => !line.Contains("virtual-pi", StringComparison.Ordinal)).ShouldBeEmpty("no image but the virtual Pis' own is built");
        var events = deploy.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(EventJson.Read).ToList();
        events.OfType<TargetFinished>().Single(target => target.Target == "Images").Note!.ShouldContain("took flink, registry, job-taxi");
        using var http = new HttpClient { BaseAddress = new Uri($"http://{Manager}:8081"), Timeout = TimeSpan.FromSeconds(10) };
        await Eventually.BecomesAsync(
            "the job runs", TimeSpan.FromMinutes(3), async token => JsonDocument.Parse(await http.GetStringAsync("jobs/overview", token)).RootElement.GetProperty("jobs")[0].GetProperty("state").GetString(),
            state => state == "RUNNING", Token);
    }

    private void ShouldSayNoToken()
    {
        github.Leaks.ShouldBeEmpty();
        foreach (var file in new[] { clone.File("artifacts"), folder["home/.local"] }.Where(Directory.Exists).SelectMany(where => Directory.EnumerateFiles(where, "*", SearchOption.AllDirectories)))
            File.ReadAllText(file).ShouldNotContain(GitHubDouble.Token, Case.Sensitive, file);
    }

    /// <summary>By what the local engine's program was asked for.</summary>
    private string[] Builds() => [.. File.ReadAllLines(EngineLog).Where(line => line.Split(' ').Contains("build"))];

    /// <param name="home">Of whoever runs it: a folder of its own, with nothing in its cache.</param>
    private async Task<ProcessResult> RunAsync(string program, string where, string home, params string[] arguments)
    {
        Directory.CreateDirectory(folder[home]);
        var ended = await processes.TryRunAsync(
            new CommandLine(program.StartsWith('.') ? Path.Combine(where, program) : program, arguments) { WorkingDirectory = where, TimeLimit = Limit, Environment = Environment(home) }, cancellationToken: Token);
        ended.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{ended.StandardOutput}{ended.StandardError}");
        return ended;
    }

    private ImmutableDictionary<string, string?> Environment(string home) => ImmutableDictionary.CreateRange<string, string?>(
    [
        new("HOME", folder[home]), new("XDG_CACHE_HOME", null), new("XDG_STATE_HOME", null), new("NUGET_PACKAGES", StepRunner.NuGetPackages), new("FRIDGE_ROOT", null),
        new("PATH", $"{folder["bin"]}:{System.Environment.GetEnvironmentVariable("PATH")}"), new("FRIDGE_REGISTRY_CA", registry.CaFile),
    ]);

    private async Task<string> WhichAsync(string program) => (await processes.RunAsync(new CommandLine("sh", "-c", $"command -v {program}"), cancellationToken: Token)).StandardOutput.Trim();

    private ReleaseDocument Document() => ReleaseDocument.Read(Asset(ReleaseDocument.FileName), "the release");

    private byte[] Asset(string name) => github.Releases.Single().Assets.Single(asset => asset.Name == name).Content;
}
