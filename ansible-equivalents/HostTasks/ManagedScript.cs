using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;

namespace Fridge.Provisioning.HostTasks;

/// <summary>A script of ours that lives on the node.</summary>
/// <param name="Resource">The embedded file's name.</param>
/// <param name="NodePath">Where it lies on the node.</param>
internal sealed record ManagedScript(string Resource, string NodePath)
{
    /// <summary>Shell functions that it calls; they stand after its first line.</summary>
    public string Functions { get; init; } = "";

    public string Content
    {
        get
        {
            var text = EmbeddedText.Read(typeof(ManagedScript), Resource);
            return text.Insert(text.IndexOf('\n', StringComparison.Ordinal) + 1, Functions);
        }
    }
}

/// <summary>A unit of systemd that Fridge owns, and the links by which it starts with others.</summary>
/// <param name="name">With its kind: <c>fridge-hosts.service</c>.</param>
/// <param name="startedBy">Links that enabling it makes, below systemd's folder.</param>
internal sealed class ManagedUnit(string name, params string[] startedBy)
{
    private const string Folder = "/etc/systemd/system";

    private readonly Fact<string?> file = FileFacts.Text(FactName(name, name.EndsWith(".service", StringComparison.Ordinal) ? "unit" : "timer"), $"{Folder}/{name}");

    private readonly Fact<bool>? enabled = startedBy.Length == 0 ? null : new(FactName(name, "enabled"),
        string.Concat(startedBy.Select(by => $"[ -L {Folder}/{by}/{name} ] && ")) + "echo enabled", text => text.FirstLine == "enabled");

    public IEnumerable<Fact> Facts => enabled is null ? [file] : [file, enabled];

    /// <param name="enable">systemctl's words that enable it.</param>
    public IEnumerable<ShellChange> Changes(string source, NodeView node, string text, string enable = "enable")
    {
        var written = FileChange.Make(source, node.Name, $"{Folder}/{name}", "0644", node.Read(file), text, "systemctl daemon-reload\n").ToList();
        foreach (var change in written) yield return change;
        if (enabled is not null && (written.Count > 0 || !node.Read(enabled)))
            yield return new ShellChange(source, node.Name, $"enable {name}", "", $"systemctl --quiet {enable} {name}\n");
    }

    public static string FactName(string unit, string what) => $"{unit.Split('.')[0].Replace('-', '_')}_{what}";
}

/// <summary>A oneshot systemd unit that runs a script at every boot. One that hangs holds the boot up for its limit and no longer.</summary>
/// <param name="requiredBy">What doesn't start where the script fails; null: nothing.</param>
internal sealed class BootUnit(string name, string description, ManagedScript script, string before, string? requiredBy = null)
{
    private readonly ManagedUnit unit = new(name, ["multi-user.target.wants", .. requiredBy is null ? Array.Empty<string>() : [$"{requiredBy}.requires"]]);
    private readonly Fact<string?> scriptFile = FileFacts.Text(ManagedUnit.FactName(name, "script"), script.NodePath);

    public IEnumerable<Fact> Facts => [.. unit.Facts, scriptFile];

    public IEnumerable<Change> Changes(string source, NodeView node) =>
    [
        .. FileChange.Make(source, node.Name, script.NodePath, "0755", node.Read(scriptFile), script.Content),
        .. unit.Changes(source, node, Text),
    ];

    private string Text => $"""
        [Unit]
        Description={description}
        Before={before}
        After=local-fs.target

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        TimeoutStartSec=90
        ExecStart=/bin/sh {script.NodePath}

        [Install]
        WantedBy=multi-user.target
        {(requiredBy is null ? "" : $"RequiredBy={requiredBy}\n")}
        """.ReplaceLineEndings("\n");
}

/// <summary>Runs a script each minute.</summary>
/// <param name="name">Without a kind.</param>
/// <param name="script">Laid out by another unit.</param>
internal sealed class TimedUnit(string name, string description, ManagedScript script)
{
    private readonly ManagedUnit service = new($"{name}.service");
    private readonly ManagedUnit timer = new($"{name}.timer", "timers.target.wants");

    public IEnumerable<Fact> Facts => [.. service.Facts, .. timer.Facts];

    public IEnumerable<Change> Changes(string source, NodeView node) =>
        [.. service.Changes(source, node, Service), .. timer.Changes(source, node, Timer, "enable --now")];

    // Said each minute, that it has run would be most of what a node writes to its card.
    private string Service => $"""
        [Unit]
        Description={description}

        [Service]
        Type=oneshot
        TimeoutStartSec=50
        LogLevelMax=notice
        ExecStart=/bin/sh {script.NodePath}

        """.ReplaceLineEndings("\n");

    private string Timer => $"""
        [Unit]
        Description={description}

        [Timer]
        OnActiveSec=1min
        OnUnitInactiveSec=1min
        AccuracySec=10s

        [Install]
        WantedBy=timers.target

        """.ReplaceLineEndings("\n");
}
