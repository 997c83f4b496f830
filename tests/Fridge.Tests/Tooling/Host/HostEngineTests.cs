using Fridge.Tooling.Engines;
using Fridge.Tooling.Host;
using Fridge.Tooling.Processes;
using Shouldly;
using Xunit;
using static Fridge.Tests.Tooling.Host.ScriptedProcesses;

namespace Fridge.Tests.Tooling.Host;

public sealed class HostEngineTests
{
    private const string Containerd =
        """{"ServerVersion":"26.1.5+dfsg1","Driver":"overlayfs","DriverStatus":[["driver-type","io.containerd.snapshotter.v1"]],"CgroupVersion":"1","MemoryLimit":true,"SwapLimit":false,"SecurityOptions":["name=seccomp,profile=builtin"],"OperatingSystem":"Debian GNU/Linux 12 (bookworm)","DockerRootDir":"/srv/docker"}""";

    private const string Classic =
        """{"ServerVersion":"20.10.24+dfsg1","Driver":"overlay2","DriverStatus":[["Backing Filesystem","extfs"]],"CgroupVersion":"2","MemoryLimit":true,"SwapLimit":true,"SecurityOptions":["name=seccomp,profile=default","name=rootless"],"OperatingSystem":"x","DockerRootDir":"/var/lib/docker"}""";

    private const string ClientOnly = """{"ID":"","ServerVersion":"","ServerErrors":["Cannot connect to the Docker daemon"],"DriverStatus":null}""";

    [Fact]
    public void Parse_ContainerdStore_ExportsOci() => Parse(Containerd, throughGroup: false).ShouldBe(new HostEngine
    {
        Version = "26.1.5",
        ContainerdStore = true,
        CgroupVersion = 1,
        MemoryLimit = true,
        SwapLimit = false,
        RootFolder = "/srv/docker",
    });

    [Fact]
    public void Parse_OldRootlessEngine_NeitherExportsNorLends()
    {
        var engine = Parse(Classic, throughGroup: true)!;

        engine.ExportsOci.ShouldBeFalse();
        engine.Rootless.ShouldBeTrue();
        engine.Docker.Command("ps", "--format", "{{.ID}}").ToString().ShouldBe(new CommandLine("sg", "docker", "-c", "docker ps --format '{{.ID}}'").ToString());
    }

    [Fact]
    public async Task Probe_CommandLineWithoutAnEngine_IsNoEngine() =>
        (await ProbeAsync(_ => Out(ClientOnly, 1))).ShouldBe(new EngineAnswer(null, RefusesUser: false));

    [Fact]
    public async Task Probe_SocketRefusesALoginOlderThanItsMembership_IsReachedThroughTheGroup()
    {
        var answer = await ProbeAsync(line => line.StartsWith("sg docker", StringComparison.Ordinal) ? Out(Containerd) : Out(ClientOnly, 1, "permission denied while trying to connect"), "docker");

        answer.Facts!.ThroughGroup.ShouldBeTrue();
    }

    [Fact]
    public async Task Probe_SocketRefusesAStranger_SaysSo() =>
        (await ProbeAsync(_ => Out(ClientOnly, 1, "permission denied while trying to connect"))).ShouldBe(new EngineAnswer(null, RefusesUser: true));

    private static Task<EngineAnswer> ProbeAsync(Func<string, Fridge.Tooling.Processes.ProcessResult?> script, params string[] groups) =>
        new EngineProbe(new ScriptedProcesses(script)).ProbeAsync(groups, TestContext.Current.CancellationToken);

    private static HostEngine? Parse(string json, bool throughGroup) => EngineInfo.Parse(json) is { } info ? HostEngine.Of(info, throughGroup) : null;
}
