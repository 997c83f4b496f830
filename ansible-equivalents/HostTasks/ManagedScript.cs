using Fridge.Model;
using Fridge.Provisioning.Changes;
using Fridge.Provisioning.Facts;
using Fridge.Tooling.Processes;

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
            var text = EmbeddedText.Read(Resource);
            return text.Insert(text.IndexOf('\n', StringComparison.Ordinal) + 1, Functions);
        }
    }
}

/// <summary>A oneshot systemd unit that runs a script at every boot. One that hangs holds the boot up for its limit and no longer.</summary>
internal sealed class BootUnit(string name, string description, ManagedScript script, string Before)
{
    private readonly Fact<string?> unitFile = FileFacts.Text(FactName(name, "unit"), $"/etc/systemd/system/{name}");
    private readonly Fact<string?> scriptFile = FileFacts.Text(FactName(name, "script"), script.NodePath);
    private readonly Fact<bool> enabled = new(FactName(name, "enabled"), $"[ -L /etc/systemd/system/multi-user.target.wants/{name} ] && echo enabled",
        text => text.FirstLine == "enabled");

    public IEnumerable<Fact> Facts => [unitFile, scriptFile, enabled];

    public IEnumerable<Change> Changes(string source, NodeView node)
    {
        foreach (var change in FileChange.Make(source, node.Name, script.NodePath, "0755", node.Read(scriptFile), script.Content))
            yield return change;
        var written = FileChange.Make(source, node.Name, $"/etc/systemd/system/{name}", "0644", node.Read(unitFile), Text,
            "systemctl daemon-reload\n").ToList();
        foreach (var change in written) yield return change;
        if (written.Count > 0 || !node.Read(enabled))
            yield return new ShellChange(source, node.Name, $"enable {name}", "", Shell.Text($"systemctl --quiet enable {name}\n"));
    }

    private string Text => $"""
        [Unit]
        Description={description}
        Before={Before}
        After=local-fs.target

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        TimeoutStartSec=90
        ExecStart=/bin/sh {script.NodePath}

        [Install]
        WantedBy=multi-user.target

        """.ReplaceLineEndings("\n");

    private static string FactName(string unit, string what) =>
        $"{unit.Split('.')[0].Replace('-', '_')}_{what}";
}
