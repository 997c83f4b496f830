using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Tooling.Engines;

namespace Fridge.Provisioning.HostTasks.Docker;

/// <summary>An engine that answers, new enough, with bounded logs.</summary>
internal sealed class DockerTask : IHostTask
{
    /// <summary>Whether an interrupted step left settings with which no engine was seen to run.</summary>
    private static readonly Fact<bool> Unproven = FileFacts.IsUnproven("daemon_json_unproven", EngineFacts.SettingsFile);

    /// <summary>Whether the engine is Canonical's snap, as Ubuntu's installer offers it.</summary>
    private static readonly Fact<bool> Snap = new("docker_snap", "[ -e /snap/docker/current ]", text => text.Status == 0);

    public string Name => "docker";

    public IEnumerable<Fact> Facts => [EngineFacts.Settings, Unproven, Snap, EngineFacts.Programs, EngineFacts.Info, EngineFacts.ApiVersion, EngineFacts.Containers];

    public HostTaskSettings Settings { get; } = new("docker", "Installs and starts the container engine and limits its logs. Off: you install and configure the engine.");

    public string Shell => EmbeddedText.Read(typeof(DockerTask), "docker.sh");

    public bool AppliesTo(Node node, Cluster cluster) => cluster.HasEngine(node);

    public IEnumerable<Finding> Examine(NodeView node)
    {
        if (node.Read(Snap) && !node.Read(EngineFacts.Programs).Contains("dockerd"))
            return [FromSnap(node)];
        if (node.Read(EngineFacts.ApiVersion) is { } api && api < EngineClient.Oldest)
            return [TooOld(node, api)];
        return [.. SettingsChange(node), .. Install(node), .. Start(node)];
    }

    private Refusal FromSnap(NodeView node) => new(Name, node.Name,
        $"The engine of {node.Name} is a snap, which reads neither /etc/docker/daemon.json nor the registry's certificate in /etc/docker.",
        $"On {node.Name}: sudo snap remove docker; then run the same command again, which installs the distribution's engine.");

    private Refusal TooOld(NodeView node, Version api) => new(Name, node.Name,
        $"The engine {node.Read(EngineFacts.Info)?.ServerVersion} of {node.Name} speaks API {api}; Fridge needs {EngineClient.Oldest} (engine 20.10).",
        $"Upgrade it on {node.Name}, for example: sudo apt-get update && sudo apt-get install docker.io");

    /// <summary>First, so that an engine that is installed or started next starts with them and needs no restart.</summary>
    private IEnumerable<Finding> SettingsChange(NodeView node)
    {
        var current = node.Read(EngineFacts.Settings);
        if (!DaemonSettings.TryMerge(current, out var desired, out var error))
            return [new Refusal(Name, node.Name, $"{EngineFacts.SettingsFile} of {node.Name} is not JSON: {error}", $"Fix it on {node.Name}: sudo nano {EngineFacts.SettingsFile}")];
        var written = FileChange.Make(Name, node.Name, EngineFacts.SettingsFile, "0644", current, desired).Select(change => change with { Script = $"keep {EngineFacts.SettingsFile}\n{change.Script}" }).ToList();
        if (node.Read(EngineFacts.Info) is null) return written;
        if (written.Count == 0 && node.Read(Unproven)) written = [new ShellChange(Name, node.Name, $"use {EngineFacts.SettingsFile}, which an interrupted step left,", "", "")];
        return written.Select(change => change with
        {
            Description = $"{change.Description} and restart docker ({EngineFacts.Ends(node)})",
            Script = change.Script + "restart_docker\n",
            TakesTurns = true,
        });
    }

    private IEnumerable<Finding> Install(NodeView node)
    {
        var missing = new[] { "docker", "dockerd", "iptables" }.Except(node.Read(EngineFacts.Programs)).ToList();
        if (missing.Count == 0) return [];
        return
        [
            new ShellChange(Name, node.Name, $"install docker.io (no {string.Join(", ", missing)} here)", "",
                "install_docker\n"),
        ];
    }

    private IEnumerable<Finding> Start(NodeView node)
    {
        var programs = node.Read(EngineFacts.Programs);
        var installed = programs.Contains("docker") && programs.Contains("dockerd");
        if (!installed || node.Read(EngineFacts.Info) is not null) return [];
        return [new ShellChange(Name, node.Name, "start the engine", "", "systemctl enable docker\nstart_docker start\n")];
    }
}
