using Fridge.Tooling.Host;
using Shouldly;
using Xunit;
using static Fridge.Tests.Tooling.Host.ScriptedProcesses;

namespace Fridge.Tests.Tooling.Host;

public sealed class EngineFactsTests
{
    private const string Containerd =
        """{"ServerVersion":"26.1.5+dfsg1","Driver":"overlayfs","DriverStatus":[["driver-type","io.containerd.snapshotter.v1"]],"CgroupVersion":"1","MemoryLimit":true,"SwapLimit":false,"SecurityOptions":["name=seccomp,profile=builtin"],"OperatingSystem":"Debian GNU/Linux 12 (bookworm)","DockerRootDir":"/srv/docker"}""";

    private const string Classic =
        """{"ServerVersion":"20.10.24+dfsg1","Driver":"overlay2","DriverStatus":[["Backing Filesystem","extfs"]],"CgroupVersion":"2","MemoryLimit":true,"SwapLimit":true,"SecurityOptions":["name=seccomp,profile=default","name=rootless"],"OperatingSystem":"x","DockerRootDir":"/var/lib/docker"}""";

    private const string ClientOnly = """{"ID":"","ServerVersion":"","ServerErrors":["Cannot connect to the Docker daemon"],"DriverStatus":null}""";

    [Fact]
    public void Parse_ContainerdStore_ExportsOci() => EngineFacts.Parse(Containerd, throughSudo: false).ShouldBe(new EngineFacts
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
        var engine = EngineFacts.Parse(Classic, throughSudo: true)!;

        engine.ExportsOci.ShouldBeFalse();
        engine.Rootless.ShouldBeTrue();
        engine.Docker.Command("ps").Program.ShouldBe("sudo");
    }

    [Fact]
    public async Task Probe_CommandLineWithoutAnEngine_IsNoEngine() =>
        (await ProbeAsync(_ => Out(ClientOnly, 1), HostRoot.Root)).ShouldBe(new EngineAnswer(null, RefusesUser: false));

    [Fact]
    public async Task Probe_SocketRefusesUser_IsReachedBySudo()
    {
        var answer = await ProbeAsync(line => line.StartsWith("sudo -n docker") ? Out(Containerd) : Out(ClientOnly, 1, "permission denied while trying to connect"), HostRoot.Sudo);

        answer.Facts!.ThroughSudo.ShouldBeTrue();
    }

    [Fact]
    public async Task Probe_SocketRefusesUserWithoutSudo_SaysSo() =>
        (await ProbeAsync(_ => Out(ClientOnly, 1, "permission denied while trying to connect"), HostRoot.None)).ShouldBe(new EngineAnswer(null, RefusesUser: true));

    private static Task<EngineAnswer> ProbeAsync(Func<string, Fridge.Tooling.Processes.ProcessResult?> script, HostRoot root) =>
        new EngineProbe(new ScriptedProcesses(script)).ProbeAsync(root, TestContext.Current.CancellationToken);
}
