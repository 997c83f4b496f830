using Fridge.Model;
using Shouldly;
using Xunit;

namespace Fridge.Tests.Model;

public class ClusterFileErrorTests
{
    private const string Head = "apiVersion: fridge/v1\nname: shelf\n";
    private const string Nodes = "nodes:\n  - {name: a, address: 10.0.0.1, board: pi3b, os: bookworm-armhf, roles: [manager, worker]}\n";

    [Fact]
    public void Parse_SeveralMistakes_AreAllToldAtOnceInTheOrderOfTheFile()
    {
        var text = """
            apiVersion: fridge/v2
            name: Big Shelf
            flnk: {}
            orchestrator: marathon
            nodes:
              - {name: a, adress: 10.0.0.1, board: pi3bb, os: bookworm-armhf, roles: [managr]}
            """;

        Refused(text).ShouldBe([
            "f.yaml:1:13: 'apiVersion' is 'fridge/v2'; this version of Fridge reads fridge/v1",
            "f.yaml:2:7: 'name' is 'Big Shelf'; expected a name of lower-case letters, digits and '-', beginning with a letter, at most 32 characters (it becomes a part of Docker's names)",
            "f.yaml:3:1: unknown key 'flnk'; known here: apiVersion, flink, jobs, kubeconfig, kubernetes, name, network, nodes, orchestrator, registry, services, ssh, state, virtual; did you mean 'flink'?",
            "f.yaml:4:15: 'orchestrator' is 'marathon'; one of swarm, kubeadm, k3s, kubernetes is expected",
            "f.yaml:6:5: 'nodes[0].address' is missing; an IP address or a DNS name; only virtual nodes get theirs from the subnet",
            "f.yaml:6:15: unknown key 'nodes[0].adress'; known here: address, board, hostKey, name, os, roles, ssh; did you mean 'address'?",
            Refused(text)[6],
            "f.yaml:6:75: 'nodes[0].roles' is 'managr'; one of manager, worker is expected; did you mean 'manager'?",
        ]);
        Refused(text)[6].ShouldStartWith("f.yaml:6:40: unknown board 'pi3bb'; one of pi1, ");
        Refused(text)[6].ShouldEndWith("did you mean 'pi3b'?");
    }

    [Theory]
    [InlineData("", "f.yaml:1:1: the file is empty;")]
    [InlineData("# only a comment\n", "f.yaml:1:1: the file is empty;")]
    [InlineData("- a\n", "f.yaml:1:1: the file is a list;")]
    [InlineData("name: [\n", "f.yaml:2:1: this is not valid YAML")]
    [InlineData("ssh: {user\nport: 22}\n", "f.yaml:1:6: this is not valid YAML (what follows cannot be read)")]
    [InlineData("flink:\n\tversion: 1.20.5\n", "f.yaml:2:1: a tab in the indentation; spaces;")]
    [InlineData(Head + Nodes + "---\nname: b\n", "f.yaml:5:1: a second YAML document;")]
    [InlineData(Head + Nodes + "name: b\n", "f.yaml:5:1: the key 'name' a second time; each key once; the first is in line 2")]
    [InlineData(Head + Nodes + "jobs: *taxi\n", "f.yaml:5:7: the alias '*taxi'; an anchor '&taxi' before it")]
    public void Parse_WhatIsNoClusterFile_IsRefusedWithItsPlace(string text, string expected) =>
        Refused(text)[0].ShouldStartWith(expected);

    [Theory]
    [InlineData("flink: 3", "5:8: 'flink' is '3'; expected a mapping")]
    [InlineData("flink: {uiPort: http}", "5:17: 'flink.uiPort' is 'http'; expected a whole number from 1 to 65535")]
    [InlineData("flink: {uiPort: 70000}", "5:17: 'flink.uiPort' is '70000'; expected a whole number from 1 to 65535")]
    [InlineData("flink: {uiPort: 22}", "5:17: 'flink.uiPort' is 22, the port of ssh; a port that nothing else uses, such as 8081")]
    [InlineData("flink: {uiPort: 2377}", "5:17: 'flink.uiPort' is 2377, a port of Swarm;")]
    [InlineData("flink: {uiPort: 4789}", "5:17: 'flink.uiPort' is 4789, a port of Swarm;")]
    [InlineData("flink: {uiPort: 7946}", "5:17: 'flink.uiPort' is 7946, a port of Swarm;")]
    [InlineData("flink: {uiPort: 5000}", "5:17: 'flink.uiPort' is 5000, the port of the cluster's registry;")]
    [InlineData("flink: {uiPort: 2222}\nssh: {port: 2222}", "5:17: 'flink.uiPort' is 2222, the port of ssh on a;")]
    [InlineData("ssh: {port: 5000}", "5:13: 'ssh.port' is '5000'; expected a port that the cluster doesn't use, so none of 2377, 5000, 5001, 7946")]
    [InlineData("ssh: {port: 2377}", "5:13: 'ssh.port' is '2377';")]
    [InlineData("ssh: {port: 7946}", "5:13: 'ssh.port' is '7946';")]
    [InlineData("ssh: {port: 8081}", "1:1: 'flink.uiPort' is 8081, the port of ssh on a;")]
    [InlineData("flink: {jobManager: {memory: lots}}", "5:30: 'flink.jobManager.memory' is 'lots'; expected a size as Flink writes it")]
    [InlineData("flink: {taskManager: {replicas: 2}}", "5:33: 2 TaskManagers for 1 worker; at most one per worker")]
    [InlineData("flink: {allowFrom: [192.168.1.7/24]}", "5:21: 'flink.allowFrom' is '192.168.1.7/24'; expected a network without host bits: 192.168.1.0/24")]
    [InlineData("flink: {config: {a: [b]}}", "5:21: 'flink.config.a' is a list; expected a text")]
    [InlineData("network: {pool: 10.0.0.0/16}", "5:17: the pool 10.0.0.0/16 contains the node a (10.0.0.1);")]
    [InlineData("ssh: {transport: putty}", "5:18: 'ssh.transport' is 'putty'; one of auto, openssh, sshnet is expected")]
    [InlineData("jobs: [{name: t, jar: w, entryClass: a.B, parallelism: 2}]", "5:56: the job 't' asks for parallelism 2; at most 1: 1 TaskManagers × 1 slots")]
    [InlineData("jobs: [{name: t, jar: gone, entryClass: a.B}]", "5:23: the jar 'gone' does not exist;")]
    [InlineData("jobs: [{name: t, jar: ../../w, entryClass: a.B}]", "5:23: the jar '../../w' does not exist;")]
    [InlineData("jobs: [{name: t, jar: /elsewhere/w, entryClass: a.B}]", "5:23: the jar '/elsewhere/w' lies outside the checkout, which a pipeline (CI=true) doesn't take;")]
    [InlineData("jobs: [{name: t, jar: w, entryClass: a.B}, {name: t, jar: w, entryClass: a.B}]", "5:51: the job name 't' a second time;")]
    [InlineData("jobs: [{name: t, jar: w, entryClass: a.B}, {name: u, jar: w, entryClass: a.B}]", "5:51: a second job 'u'; one job per cluster: ")]
    [InlineData("jobs: [{name: t, jar: w, entryClass: a.B, show: [total]}]", "5:50: 'jobs[0].show' is 'total'; expected a metric such as counts.total, or a part of one")]
    [InlineData("jobs: [{name: t, jar: w, entryClass: a.B, show: [\"counts.status#last\"]}]", "5:50: 'jobs[0].show' is 'counts.status#last'; expected a metric")]
    [InlineData("orchestrator: swrm", "5:15: 'orchestrator' is 'swrm'; one of swarm, kubeadm, k3s, kubernetes is expected; did you mean 'swarm'?")]
    [InlineData("virtual: {subnet: 172.30.8.0/24}", "4:24: the address '10.0.0.1' is not in the virtual subnet;")]
    public void Parse_AWrongValue_IsRefusedWithWhatIsExpected(string line, string expected) =>
        Refused(Head + Nodes + line + "\n")[0].ShouldStartWith("f.yaml:" + expected);

    [Theory]
    [InlineData("- {name: 'b[1-2]', address: 10.0.0.2, board: pi3b, os: bookworm-armhf}", "1 address for 2 names;")]
    [InlineData("- {name: 'b[2-1]', address: 10.0.0.2, board: pi3b, os: bookworm-armhf}", "'nodes[1].name' is 'b[2-1]'; expected a hostlist")]
    [InlineData("- {name: 'b[1-x]', address: 10.0.0.2, board: pi3b, os: bookworm-armhf}", "'nodes[1].name' is 'b[1-x]'; expected a hostlist")]
    [InlineData("- {name: 'b[0-99999999]', address: 10.0.0.2, board: pi3b, os: bookworm-armhf}", "'nodes[1].name' is 'b[0-99999999]'; expected a hostlist")]
    [InlineData("- {name: a, address: 10.0.0.2, board: pi3b, os: bookworm-armhf}", "the node name 'a' a second time; every node name once; 'a' in line 4 has it already")]
    [InlineData("- {name: b, address: 10.0.0.1, board: pi3b, os: bookworm-armhf}", "the address '10.0.0.1' a second time; every address once; 'a' in line 4 has it already")]
    [InlineData("- {name: b, address: 10.0.0.256, board: pi3b, os: bookworm-armhf}", "'nodes[1].address' is '10.0.0.256'; expected an IP address or a DNS name")]
    [InlineData("- {name: b, address: 10.0.0.2, board: pi3b, os: bookwurm-armhf}", "unknown os 'bookwurm-armhf'; one of ")]
    [InlineData("- b", "'nodes[1]' is 'b'; expected a node")]
    public void Parse_AWrongNode_IsRefused(string node, string expected) =>
        Refused($"{Head}{Nodes}  {node}\n")[0].ShouldContain(expected);

    /// <summary>Found by chance, in a file that was cut.</summary>
    [Fact]
    public void Parse_AKeyOverTwoLines_IsNamedInOne() =>
        Refused(Head + "flink: {par\n\n  allelism: 2}\n" + Nodes).ShouldHaveSingleItem().ShouldStartWith("f.yaml:3:9: unknown key 'flink.par\\nallelism';");

    [Fact]
    public void Parse_NoManager_IsRefused() =>
        Refused(Head + Nodes.Replace("manager, ", "", StringComparison.Ordinal))
            .ShouldBe(["f.yaml:4:3: no node has the role manager; at least one: roles: [manager]"]);

    [Fact]
    public void Load_MissingFile_NamesWhoChoseIt()
    {
        var choice = ClusterFileChoice.Of(null, "clusters/none.yaml", "other.yaml");

        Should.Throw<ClusterFileException>(() => choice.Load("/nowhere", "/nowhere")).Message.ShouldBe(
            "clusters/none.yaml:1:1: this cluster file, chosen by FRIDGE_CLUSTER, does not exist; name another with --cluster FILE");
    }

    [Fact]
    public void Load_AWrongFile_IsNamedAsItWasChosen()
    {
        var folder = Directory.CreateTempSubdirectory("fridge-cluster-file-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "mine.yaml"), "- a\n");
            var choice = ClusterFileChoice.Of("mine.yaml", null, null);

            Should.Throw<ClusterFileException>(() => choice.Load(folder.FullName, "/")).Message.ShouldStartWith("mine.yaml:1:1: the file is a list;");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("a", "b", "c", "a", "--cluster")]
    [InlineData(null, "b", "c", "b", "FRIDGE_CLUSTER")]
    [InlineData(null, "", "c", "c", ".nuke/parameters.json")]
    [InlineData(null, null, null, "clusters/virtual.yaml", "the default")]
    public void Of_TheFirstGiven_Wins(string? option, string? environment, string? parameters, string path, string from) =>
        ClusterFileChoice.Of(option, environment, parameters).ShouldBe(new ClusterFileChoice(path, from));

    private static string[] Refused(string text) =>
        [.. Should.Throw<ClusterFileException>(() => ClusterFile.Parse(text, "f.yaml", new JarPlaces("/c/clusters", "/c", Outside: false) { IsThere = path => path is "/c/w" or "/elsewhere/w" })).Diagnostics.Select(each => each.ToString())];
}
