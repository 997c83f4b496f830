using System.Collections.Immutable;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The whole file: reads every part, then applies the rules that need more than one of them.</summary>
internal sealed class ClusterReader(ClusterKeys keys, Findings findings, JarPlaces? jars)
{
    private static readonly string[] LaterOrchestrators = ["kubeadm", "k3s", "marathon"];

    /// <summary>Null or half filled only together with findings.</summary>
    public ClusterDocument? Read(YamlValue root)
    {
        if (root is not YamlMap map)
        {
            findings.Refuse(root.At, $"the file is {root.Describe()}", $"a cluster file is a mapping that begins with 'apiVersion: {FileKeys.Version}'");
            return null;
        }

        var file = MapReader.Open(keys.File, "", map, findings);
        CheckApiVersion(file);
        CheckOrchestrator(file);
        return ReadBody(file);
    }

    private ClusterDocument ReadBody(MapReader file)
    {
        var hosts = ReadHosts(file);
        var flink = file.Map(FlinkSettingsKeys.All);
        var workers = hosts.Nodes.Count(node => node.Roles.Contains(NodeRole.Worker));
        var jobs = new JobsReader(jars, findings).Read(file);
        var cluster = new Cluster
        {
            Name = file.Find(FileKeys.Name) ?? "",
            Orchestrator = Orchestrator.Swarm,
            Ssh = hosts.Ssh,
            Pool = NetworkReader.Pool(file, hosts.Virtual, hosts.Nodes, findings),
            Flink = new FlinkReader(findings).Read(flink, workers),
            Jobs = [.. jobs.Select(draft => draft.Job)],
            Nodes = hosts.Nodes,
            Sections = keys.Read(file),
            SourceFile = findings.FileName,
        };
        FlinkRules.Apply(cluster, flink, jobs, hosts.AreSound, findings);
        return new(cluster, hosts.Virtual, findings.Warnings);
    }

    private (VirtualNetwork? Virtual, SshSettings Ssh, ImmutableArray<Node> Nodes, bool AreSound) ReadHosts(MapReader file)
    {
        var network = VirtualReader.Read(file);
        var ssh = SshReader.Read(file.Map(SshKeys.All), new());
        var before = findings.ErrorCount;
        var drafts = new NodesReader(ssh, network is not null, findings).Read(file);
        var nodes = NodeRules.Apply(drafts, network, file, findings);
        return (network, ssh, nodes, !drafts.IsEmpty && findings.ErrorCount == before);
    }

    private void CheckApiVersion(MapReader file)
    {
        if (file.Take(FileKeys.ApiVersion) is { } value and not YamlScalar { Text: FileKeys.Version })
            findings.Refuse(value.At, $"'apiVersion' is {value.Describe()}", $"this version of Fridge reads {FileKeys.Version}");
    }

    private void CheckOrchestrator(MapReader file)
    {
        switch (file.Take(FileKeys.Orchestrator))
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
