using System.Collections.Immutable;
using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The whole file: reads every part, then applies the rules that need more than one of them.</summary>
/// <param name="found">Of an existing Kubernetes; null: nobody has asked it yet.</param>
internal sealed class ClusterReader(ClusterKeys keys, Findings findings, JarPlaces? jars, FoundCluster? found)
{
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
        return ReadBody(file);
    }

    private ClusterDocument ReadBody(MapReader file)
    {
        var orchestrator = file.Get(FileKeys.Orchestrator);
        var hosts = ReadHosts(file, orchestrator);
        var flink = file.Map(FlinkSettingsKeys.All);
        var workers = hosts.Nodes.Count(node => node.Roles.Contains(NodeRole.Worker));
        var jobs = new JobsReader(jars, findings).Read(file);
        var services = file.Map(ServicesKeys.All);
        var state = StateReader.Read(file, services);
        var monitoring = MonitoringDraft.Read(services);
        var cluster = new Cluster
        {
            Name = file.Find(FileKeys.Name) ?? "",
            Orchestrator = orchestrator,
            Kubernetes = KubernetesReader.Read(file, orchestrator, found),
            PlacesByLabels = orchestrator != Orchestrator.Kubernetes || found is { HasLabels: true },
            Kubeconfig = file.Find(KubernetesKeys.Kubeconfig),
            ImageSource = KubernetesReader.ImageSource(file),
            Ssh = hosts.Ssh,
            Pool = NetworkReader.Pool(file, hosts.Virtual, hosts.Nodes, findings),
            Flink = new FlinkReader(findings).Read(flink, workers, orchestrator),
            Jobs = [.. jobs.Select(draft => draft.Job)],
            ObjectStore = state.ObjectStore,
            Bucket = state.Bucket,
            StateFolder = state.Folder,
            Monitoring = monitoring?.Settings,
            Nodes = hosts.Nodes,
            Sections = keys.Read(file),
            SourceFile = findings.FileName,
        };
        KubernetesRules.Apply(cluster, hosts.Virtual, file, findings);
        StateRules.Apply(cluster, state, flink, findings);
        MonitoringRules.Apply(cluster, monitoring, flink, findings);
        FlinkRules.Apply(cluster, flink, jobs, hosts.AreSound, findings);
        return new(cluster, hosts.Virtual, findings.Warnings);
    }

    private (VirtualNetwork? Virtual, SshSettings Ssh, ImmutableArray<Node> Nodes, bool AreSound) ReadHosts(MapReader file, Orchestrator orchestrator)
    {
        // Its rules about nodes that aren't in it: KubernetesRules.
        if (orchestrator == Orchestrator.Kubernetes)
            return (null, new(), found?.Nodes ?? [], found is not null);
        var network = VirtualReader.Read(file);
        var reserved = NodePorts.ReservedBy(orchestrator);
        var ssh = SshReader.Read(file.Map(SshKeys.All), new(), reserved);
        var before = findings.ErrorCount;
        var drafts = new NodesReader(ssh, reserved, network is not null, findings).Read(file);
        var nodes = NodeRules.Apply(drafts, network, file, findings);
        return (network, ssh, nodes, !drafts.IsEmpty && findings.ErrorCount == before);
    }

    private void CheckApiVersion(MapReader file)
    {
        if (file.Take(FileKeys.ApiVersion) is { } value and not YamlScalar { Text: FileKeys.Version })
            findings.Refuse(value.At, $"'apiVersion' is {value.Describe()}", $"this version of Fridge reads {FileKeys.Version}");
    }
}
