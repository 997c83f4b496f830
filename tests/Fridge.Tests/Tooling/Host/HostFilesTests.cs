using Fridge.Tooling.Host;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Tooling.Host;

public sealed class HostFilesTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fridge-host-").FullName;
    private readonly HostFiles files;

    public HostFilesTests() => files = new HostFiles(root);

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Os_DebiansFile_IsRead()
    {
        Put("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\nID=debian\nHOME_URL=\"https://www.debian.org/\"\n");

        files.Os.ShouldBe(new OsRelease("debian", "12", "bookworm"));
    }

    [Fact]
    public void Os_AKeyThatIsThereTwice_CountsAsInAShell() =>
        OsRelease.Parse("# of an image builder\nID=debian\nID='raspbian'\n").Id.ShouldBe("raspbian");

    [Fact]
    public void Capabilities_WithoutSysResource_AreNamedByTheKernelsNumbers()
    {
        Put("proc/1/status", "Name:\tinit\nCapBnd:\t000001fffeffffff\n");

        files.Capabilities.Count().ShouldBe(40);
        files.Capabilities.ShouldNotContain("SYS_RESOURCE");
        files.Capabilities.First().ShouldBe("CHOWN");
        files.Capabilities.Last().ShouldBe("CHECKPOINT_RESTORE");
    }

    [Theory]
    [InlineData("enabled\ninterpreter /usr/libexec/qemu-binfmt/arm-binfmt-P\nflags: PF\noffset 0\n", true)]
    [InlineData("enabled\ninterpreter /usr/bin/qemu-arm\nflags: \noffset 0\n", false)]
    [InlineData("disabled\ninterpreter /usr/bin/qemu-arm\nflags: PF\noffset 0\n", false)]
    public void Binfmt_Handler_CountsOnlyWhenItWorksInContainers(string handler, bool expected)
    {
        Put("proc/sys/fs/binfmt_misc/status", "enabled\n");
        Put("proc/sys/fs/binfmt_misc/qemu-arm", handler);

        files.Binfmt.Mounted.ShouldBeTrue();
        files.Binfmt.RunsArmInContainers.ShouldBe(expected);
    }

    [Fact]
    public void Binfmt_NotMounted_HasNoHandler() => files.Binfmt.ShouldBe(new BinfmtFacts(Mounted: false, ArmFlags: null));

    [Fact]
    public void Routes_KernelsTable_LeavesTheDefaultOut()
    {
        Put("proc/net/route",
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
            + "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
            + "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n");

        files.Routes.ShouldBe([new HostRoute("172.17.0.0/16", "docker0")]);
    }

    [Fact]
    public void MemoryAvailable_IsBytes()
    {
        Put("proc/meminfo", "MemTotal:       24684096 kB\nMemAvailable:   24000000 kB\n");

        files.MemoryAvailable.ShouldBe(24_576_000_000);
    }

    [Fact]
    public void GroupsOf_User_AreThoseOfTheDatabase()
    {
        Put("etc/group", "root:x:0:\nsudo:x:27:bob,ada\ndocker:x:113:ada\nadam:x:1:adam\n");

        files.GroupsOf("ada").ShouldBe(["sudo", "docker"]);
    }

    [Fact]
    public void CgroupVersion_UnifiedTree_IsTwo()
    {
        files.CgroupVersion.ShouldBe(1);
        Put("sys/fs/cgroup/cgroup.controllers", "cpu memory\n");
        files.CgroupVersion.ShouldBe(2);
    }

    [Fact]
    public void AptSources_BothFormats_AreRead()
    {
        Put("etc/apt/sources.list", "a");
        Put("etc/apt/sources.list.d/debian.sources", "b");
        Put("etc/apt/sources.list.d/old.list.disabled", "c");

        files.AptSources.ShouldBe([new AptFile("/etc/apt/sources.list", "a"), new AptFile("/etc/apt/sources.list.d/debian.sources", "b")]);
    }

    private void Put(string path, string content)
    {
        var file = Path.Combine(root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
