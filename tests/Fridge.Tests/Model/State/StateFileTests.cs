using Fridge.Images.Locks;
using Fridge.Model;
using Fridge.Tests.Support;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model.State;

/// <summary><c>services.objectStore</c> and <c>state.s3</c>: where Flink keeps checkpoints and savepoints.</summary>
public sealed class StateFileTests
{
    private const string Bucket = "state: {s3: {endpoint: \"http://192.168.1.9:9000\", bucket: pico, credentials: {accessKey: {env: A}, secretKey: {file: key}}}}";

    [Fact]
    public void Parse_WithoutEither_KeepsStateInTheJobManager()
    {
        var cluster = Parse("").Cluster;

        (cluster.ObjectStore, cluster.Bucket, cluster.S3).ShouldBe((null, null, null));
        ClusterServices.Of(cluster, ObjectStoreService.Family).ShouldBeEmpty();
        FlinkSecret.Of(cluster).ShouldBeEmpty();
    }

    [Fact]
    public void Parse_AnObjectStore_IsOnTheFirstManagerWithGeneratedKeys()
    {
        var cluster = Parse("services: {objectStore: {}}").Cluster;

        var service = ClusterServices.Of(cluster, ObjectStoreService.Family).ShouldHaveSingleItem();
        (service.Nodes.ShouldHaveSingleItem().Name, service.Memory, service.Instances, service.Image).ShouldBe(("a", MemorySize.Mebibytes(224), 1, "object-store"));
        service.Ports.ShouldBeEmpty("Swarm's overlay alone has it");
        cluster.S3!.Options.ShouldContain(new KeyValuePair<string, string>("s3.endpoint", "http://object-store:9000"));
        FlinkSecret.Of(cluster).ShouldBe([
            new("services.objectStore.accessKey", "s3.access-key", new(SecretSource.Generated)),
            new("services.objectStore.secretKey", "s3.secret-key", new(SecretSource.Generated)),
        ]);
    }

    [Fact]
    public void Parse_AnObjectStoreWithAll_IsWhereAndAsLargeAsItSays()
    {
        var cluster = Parse("services: {objectStore: {node: b, memory: 512m}}").Cluster;

        cluster.ObjectStore.ShouldBe(new ObjectStoreSettings("b", MemorySize.Mebibytes(512)));
        cluster.ObjectStore!.Heap.ShouldBe(MemorySize.Mebibytes(352));
        ClusterServices.Of(cluster, ObjectStoreService.Family)[0].Nodes[0].Name.ShouldBe("b");
        MemoryPlan.For(cluster).Nodes[1].Shares.ShouldContain(new MemoryShare("Object store", MemorySize.Mebibytes(512), "services.objectStore.memory, its container's limit"));
    }

    [Fact]
    public void OnKubernetes_ItsPodsPortIsClosedOnEveryNode()
    {
        var port = ClusterServices.Of(Parse("orchestrator: kubeadm\nservices: {objectStore: {}}").Cluster, ObjectStoreService.Family)[0].Ports.ShouldHaveSingleItem();

        (port.Number, port.IsOfPods, port.IsOnEveryNode, port.IsAllowedFrom).ShouldBe((9000, true, true, false));
    }

    [Fact]
    public void Parse_ABucketOfOnesOwn_RunsNothing_AndNamesItsSecretsByTheirKeys()
    {
        var cluster = Parse(Bucket).Cluster;

        ClusterServices.Of(cluster, ObjectStoreService.Family).ShouldBeEmpty();
        cluster.S3!.Options.ShouldContain(new KeyValuePair<string, string>("execution.checkpointing.dir", "s3://pico/checkpoints"));
        FlinkSecret.Of(cluster).Select(secret => $"{secret.Key} {secret.Source}").ShouldBe(["state.s3.credentials.accessKey {env: A}", "state.s3.credentials.secretKey {file: key}"]);
    }

    [Fact]
    public void Parse_AFolder_RunsNothing_HasNoSecrets_AndIsWhereFlinkWrites()
    {
        var cluster = Parse("state: {path: /mnt/flink}").Cluster;

        (cluster.S3, cluster.StateFolder).ShouldBe((null, new SharedFolder("/mnt/flink")));
        FlinkSecret.Of(cluster).ShouldBeEmpty();
        cluster.StateOptions.ShouldContain(new KeyValuePair<string, string>("execution.checkpointing.dir", "file:///mnt/flink/checkpoints"));
        cluster.StateOptions.ShouldContain(new KeyValuePair<string, string>("execution.checkpointing.storage", "filesystem"));
        cluster.Nodes.ShouldAllBe(node => SharedFolder.IsUsedOn(node, cluster));
    }

    [Theory]
    [InlineData("services: {objectStore: {node: c}}", "f.yaml:3:32: 'services.objectStore.node' is c; the name of one of the nodes")]
    [InlineData("services: {objectStore: {memory: 191m}}", "f.yaml:3:34: 'services.objectStore.memory' is 191 MiB; at least 192 MiB")]
    [InlineData("services: {objectStore: }", "'services.objectStore' is")]
    [InlineData("services: {objectstore: {}}", "did you mean 'objectStore'?")]
    [InlineData("services: {objectStore: {}}\n" + Bucket, "f.yaml:3:25: 'services.objectStore' beside 'state.s3'; one place for checkpoints")]
    [InlineData("services: {objectStore: {}}\nflink: {version: 2.0.0}", "f.yaml:4:18: Flink 2.0.0 with its state in a bucket; Flink 1.20.x")]
    [InlineData("services: {objectStore: {}}\nflink: {config: {s3.secret-key: {env: A}}}", "'s3.secret-key' in flink.config; leave it out: services.objectStore decides it")]
    [InlineData("services: {objectStore: {}}\nflink: {config: {state.checkpoints.dir: \"file:///x\"}}", "'state.checkpoints.dir' in flink.config; leave it out")]
    [InlineData(Bucket + "\nflink: {config: {s3.endpoint: \"http://x\"}}", "'s3.endpoint' in flink.config; leave it out: state.s3 decides it")]
    [InlineData("state: {s3: {endpoint: \"http://x/y\", bucket: pico, credentials: {accessKey: {env: A}, secretKey: {env: B}}}}", "expected an address without a path")]
    [InlineData("state: {s3: {endpoint: \"http://x\", bucket: pico, credentials: {accessKey: {env: A}, secretKey: hunter2}}}", "'state.s3.credentials.secretKey' is a secret")]
    [InlineData("state: {s3: {endpoint: \"http://x\", bucket: pico}}", "'state.s3.credentials' is missing")]
    [InlineData("orchestrator: kubernetes\nkubeconfig: k\nregistry: {url: r.example.org}\nservices: {objectStore: {}}", "'services.objectStore' with 'orchestrator: kubernetes'; state.s3")]
    [InlineData("state: {path: mnt}", "expected an absolute path")]
    [InlineData("state: {path: /mnt/../etc}", "expected an absolute path")]
    [InlineData("state: {path: /mnt/}", "expected an absolute path")]
    [InlineData("state: {path: /var/lib/fridge/state}", "f.yaml:3:15: 'state.path' is /var/lib/fridge/state, and nodes or Flink's containers have a /var/lib/fridge of their own; a folder that nothing else uses")]
    [InlineData("state: {path: /opt}", "have a /opt/flink of their own")]
    [InlineData("services: {objectStore: {}}\nstate: {path: /mnt/flink}", "f.yaml:3:25: 'services.objectStore' beside 'state.path'; one place for checkpoints")]
    [InlineData("state: {path: /mnt/flink, s3: {endpoint: \"http://x\", bucket: pico, credentials: {accessKey: {env: A}, secretKey: {env: B}}}}", "'state.path' beside 'state.s3'; one place")]
    [InlineData("state: {path: /mnt/flink}\nflink: {config: {execution.checkpointing.dir: \"file:///x\"}}", "'execution.checkpointing.dir' in flink.config; leave it out: state.path decides it")]
    [InlineData("orchestrator: kubernetes\nkubeconfig: k\nregistry: {url: r.example.org}\nstate: {path: /mnt/flink}", "'state.path' with 'orchestrator: kubernetes'; state.s3")]
    public void Parse_WhatCannotBe_IsRefusedWithItsPlace(string part, string message) =>
        Should.Throw<ClusterFileException>(() => Parse(part)).Message.ShouldContain(message);

    [Fact]
    public void Parse_ABucketInFlinksOwnOptionsAlone_IsWarnedOf()
    {
        var warning = Parse("flink: {config: {execution.checkpointing.dir: \"s3://pico/checkpoints\"}}").Warnings.ShouldHaveSingleItem();

        warning.ToString().ShouldContain("Flink's image has a file system for S3 only where the cluster file says which bucket state is kept in");
    }

    [Fact]
    public void Memory_OfABoardThatIsTooSmall_IsRefusedWithTheSumAndBoardsOnWhichItFits()
    {
        var refused = Should.Throw<MemoryPlanException>(() => MemoryPlan.For(Parse("services: {objectStore: {}}", "pi3b").Cluster));

        refused.Message.ShouldContain("  Object store                     224 MiB   services.objectStore.memory, its container's limit\n");
        refused.Message.ShouldContain("give the object store another node (services.objectStore.node), or take a board with more RAM: it fits pi4-2g, cm4-2g, pi5-2g, cm5-2g.");
    }

    [Fact]
    public void PlugInOfTheLock_IsOfTheLineThatTheModelNames() =>
        LockedJar.Read(Checkout.File("images", "flink")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            jar => jar.Artifact.ShouldBe("flink-s3-fs-hadoop"),
            jar => jar.Version.ShouldStartWith(S3State.FlinkLine + "."));

    private static ClusterDocument Parse(string part, string board = "pi4-4g") => ClusterFile.Parse($$"""
        apiVersion: fridge/v1
        name: shelf
        {{part}}
        nodes:
          - {name: a, address: 10.0.0.1, board: {{board}}, os: bookworm-arm64, roles: [manager]}
          - {name: b, address: 10.0.0.2, board: {{board}}, os: bookworm-arm64, roles: [worker]}
        """, "f.yaml");
}
