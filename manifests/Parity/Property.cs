namespace Fridge.Manifests.Parity;

/// <summary>What is compared of a service that two orchestrators run.</summary>
public static class Property
{
    public const string Image = "image";
    public const string Arguments = "arguments";
    public const string Environment = "environment";
    public const string Memory = "memory limit";
    public const string Reserved = "memory reserved";
    public const string Cpu = "CPU reserved";
    public const string Replicas = "replicas";
    public const string Nodes = "nodes";
    public const string MostOnANode = "most on a node";
    public const string Files = "files";
    public const string Secrets = "secrets";
    public const string NodeFolders = "folders of the node";
    public const string OwnFolders = "folders of its own";
    public const string MemoryFolders = "folders in memory";
    public const string Ports = "ports of the node";
    public const string Name = "found by name";
    public const string Network = "who reaches it";
    public const string Check = "check";
    public const string CheckEvery = "checked every";
    public const string TimeToStart = "time to start";
    public const string TimeToAnswer = "time to answer";
    public const string User = "user";
    public const string RootFileSystem = "root file system";
    public const string Capabilities = "capabilities";
    public const string Escalation = "new privileges";
    public const string Seccomp = "system calls";
    public const string StopGrace = "time to stop";
    public const string Restart = "when it ends";
    public const string Update = "update";
    public const string Eviction = "when its node is drained";
    public const string LostNode = "when its node is lost";
    public const string Logs = "logs kept";
    public const string Wave = "wave";
    public const string Gates = "gates";
    public const string DependsOn = "depends on";
    public const string Classes = "class archive";
}
