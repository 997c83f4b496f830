using System.Collections.Immutable;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The whole file: reads every part, then applies the rules that need more than one of them.</summary>
internal static class ClusterReader
{
    public const string ApiVersion = "fridge/v1";

    private static readonly string[] LaterOrchestrators = ["kubeadm", "k3s", "marathon"];

    /// <summary>Null or a half-filled cluster only together with findings.</summary>
    public static Cluster? Read(YamlValue root, Findings findings, Func<string, bool> jarExists)
    {
        if (root is not YamlMap map)
        {
            findings.Refuse(root.At, $"the file is {root.Describe()}", "a cluster file is a mapping that begins with 'apiVersion: fridge/v1'");
            return null;
        }

        var file = new MapReader("", map, findings);
        ReadHead(file, findings);
        var cluster = ReadBody(file, findings, jarExists);
        file.RefuseUnknown();
        return cluster;
    }

    private static void ReadHead(MapReader file, Findings findings)
    {
        ReadApiVersion(file, findings);
        ReadOrchestrator(file, findings);
        file.Require("name", Names.ClusterRule);
        file.Require("nodes", "a list of nodes: - {name, address, board, os, roles}");
    }

    private static Cluster ReadBody(MapReader file, Findings findings, Func<string, bool> jarExists)
    {
        var hosts = ReadHosts(file, findings);
        var flink = file.Map("flink", "a mapping: {version, uiPort, config, jobManager, taskManager}");
        var workers = hosts.Nodes.Count(node => node.Roles.Contains(NodeRole.Worker));
        var jobs = new JobsReader(jarExists, findings).Read(file.List("jobs", "a list of jobs; [] for a session cluster"));
        var cluster = new Cluster
        {
            Name = file.Text("name", Names.Short(), Names.ClusterRule) ?? "",
            Orchestrator = Orchestrator.Swarm,
            Virtual = hosts.Virtual,
            Ssh = hosts.Ssh,
            Pool = NetworkReader.Pool(file, hosts.Virtual, hosts.Nodes, findings),
            Flink = new FlinkReader(findings).Read(flink, workers),
            Jobs = [.. jobs.Select(draft => draft.Job)],
            Nodes = hosts.Nodes,
            SourceFile = findings.FileName,
        };
        FlinkRules.Apply(cluster, flink, jobs, hosts.AreSound, findings);
        return cluster;
    }

    private static (VirtualNetwork? Virtual, SshSettings Ssh, ImmutableArray<Node> Nodes, bool AreSound) ReadHosts(MapReader file, Findings findings)
    {
        var network = VirtualReader.Read(file);
        var ssh = SshReader.Read(file.Map("ssh", "a mapping: {user, port, identityFile, transport, become}"), new());
        var before = findings.ErrorCount;
        var drafts = new NodesReader(ssh, network is not null, findings).Read(file.List("nodes", "a list of nodes")).ToImmutableArray();
        var nodes = NodeRules.Apply(drafts, network, file, findings);
        return (network, ssh, nodes, !drafts.IsEmpty && findings.ErrorCount == before);
    }

    private static void ReadApiVersion(MapReader file, Findings findings)
    {
        var value = file.Require("apiVersion", $"a cluster file begins with 'apiVersion: {ApiVersion}'");
        if (value is not null and not YamlScalar { Text: ApiVersion })
            findings.Refuse(value.At, $"'apiVersion' is {value.Describe()}", $"this version of Fridge reads {ApiVersion}");
    }

    private static void ReadOrchestrator(MapReader file, Findings findings)
    {
        switch (file.Take("orchestrator"))
        {
            case null or YamlScalar { Text: "swarm" }:
                break;
            case YamlScalar later when LaterOrchestrators.Contains(later.Text):
                findings.Refuse(later.At, $"the orchestrator '{later.Text}' is not supported yet", "swarm is");
                break;
            case var other:
                findings.Refuse(other.At, $"'orchestrator' is {other.Describe()}", "expected swarm", other is YamlScalar scalar ? Nearest.To(scalar.Text, ["swarm"]) : null);
                break;
        }
    }
}
