using Fridge.Model;
using Fridge.Tooling;
using Fridge.Tooling.Host;
using Fridge.Virtual;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Virtual;

public sealed class VirtualPlanTests
{
    private static readonly Cluster Pico = VirtualClusters.Of("pico", "172.30.7.0/24", "pico-0", "pico-1");

    [Fact]
    public void From_AnotherUser_IsRefused()
    {
        var node = Pico.Nodes[1] with { Ssh = new SshSettings { User = "ada" } };

        Should.Throw<FridgeException>(() => Plan(Pico with { Nodes = [Pico.Nodes[0], node] })).Message
            .ShouldBe("clusters/test.yaml: virtual Pis have the user pi and port 22; pico-1 asks for ada and 22.");
    }

    [Fact]
    public void SpecHash_AnotherKernelOrEngine_StaysTheSame()
    {
        var upgraded = VirtualClusters.Host with { Capabilities = ["CHOWN"], Engine = new HostEngine { Version = "30.0.0", CgroupVersion = 2 } };

        Plan(Pico, upgraded).Pis[0].SpecHash.ShouldBe(Plan(Pico).Pis[0].SpecHash);
    }

    /// <summary>So that a change of these arguments in the code reaches a Pi that is there, and none of this machine's does.</summary>
    [Fact]
    public void SpecHash_IsOfAllArgumentsButThisMachines()
    {
        var (node, bare) = (Pico.Nodes[0], VirtualClusters.Host with { Capabilities = [], Engine = null });

        PiArguments.Create(Pico, node, "hash", bare, VirtualClusters.Settings).Except(PiArguments.Identity(Pico, node, VirtualClusters.Settings))
            .ShouldBe(["create", "fridge.spec=hash", "fridge.cluster.file=clusters/test.yaml", $"--memory={node.Board.Ram.Bytes}", $"--memory-swap={node.Board.Ram.Bytes}"]);
        PiArguments.Identity(Pico, node, VirtualClusters.Settings).ShouldContain("capability=SYS_ADMIN");
    }

    [Theory]
    [InlineData("ram")]
    [InlineData("address")]
    [InlineData("release")]
    [InlineData("image")]
    [InlineData("disk")]
    public void SpecHash_WhatAPersonAskedFor_ChangesIt(string what)
    {
        var node = Pico.Nodes[0];
        var settings = VirtualClusters.Settings;
        (node, settings) = what switch
        {
            "ram" => (node with { Board = node.Board with { Ram = MemorySize.Mebibytes(4096) } }, settings),
            "address" => (node with { Address = "172.30.7.99" }, settings),
            "release" => (node with { Os = new Fridge.Model.OperatingSystem("bullseye-armhf", "bullseye", NodeArchitecture.Armv7) }, settings),
            "image" => (node, settings with { Image = "fridge/virtual-pi:other" }),
            _ => (node, settings with { DiskBytes = 1 << 30 }),
        };

        VirtualPlan.From(Pico with { Nodes = [node] }, VirtualClusters.Host, settings).Pis[0].SpecHash.ShouldNotBe(Plan(Pico).Pis[0].SpecHash);
    }

    [Theory]
    [InlineData("bookworm", NodeArchitecture.Armv7, "/boot/firmware", "raspbian", "armhf", "arm_64bit=0")]
    [InlineData("bullseye", NodeArchitecture.Armv7, "/boot", "raspbian", "armhf", "arm_64bit=0")]
    [InlineData("bookworm", NodeArchitecture.Arm64, "/boot/firmware", "debian", "arm64", "arm_64bit=1")]
    public void Files_OfABoard_LookLikeIts(string release, NodeArchitecture architecture, string boot, string os, string debian, string config)
    {
        var node = Pico.Nodes[0] with { Os = new Fridge.Model.OperatingSystem("x", release, architecture) };

        var files = Plan(Pico with { Nodes = [node] }).Pis[0].Files;

        files.Select(file => file.Path).ShouldBe([WellKnown.LocalFacts, $"{boot}/cmdline.txt", $"{boot}/config.txt"]);
        files[0].Content.ShouldBe($"architecture={debian}\nmodel=Raspberry Pi 3 Model B\nmemory=1073741824\nos={os}\nrelease={release}\nboot={boot}\n");
        files[1].Content.Count(c => c == '\n').ShouldBe(1);
        files[2].Content.ShouldContain(config + "\n");
    }

    [Fact]
    public void Network_OfACluster_HasItsNameLabelAndSubnet() =>
        Plan(Pico).NetworkArguments.ShouldBe(["network", "create", "--label", "fridge.cluster=pico", "--subnet", "172.30.7.0/24", "fridge-pico"]);

    [Fact]
    public void Reach_RunningFridge_FillsInKeysUserAndIdentity()
    {
        var fridge = new RunningFridge("/state/pico/id_ed25519",
            [new("pico-0", "172.30.7.11", "fridge-pico-pico-0", "ssh-ed25519 AAAA"), new("pico-1", "172.30.7.12", "fridge-pico-pico-1", "ssh-ed25519 BBBB")],
            Changed: false);

        var nodes = fridge.Reach(Pico).Nodes;

        nodes[1].HostKey.ShouldBe("ssh-ed25519 BBBB");
        nodes[1].Ssh.ShouldBe(new SshSettings { User = "pi", Port = 22, IdentityFile = "/state/pico/id_ed25519" });
    }

    private static VirtualPlan Plan(Cluster cluster, HostFacts? host = null) =>
        VirtualPlan.From(cluster, host ?? VirtualClusters.Host, VirtualClusters.Settings);
}
