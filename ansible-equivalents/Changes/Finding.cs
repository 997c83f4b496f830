namespace Fridge.Provisioning.Changes;

/// <summary>What was found on a node: a <see cref="Change"/> to make, a <see cref="Remark"/> to show, a <see cref="Refusal"/>, or that a reboot is needed.</summary>
/// <param name="Source">The host task, or the orchestrator, that found it, as the screen shows it.</param>
/// <param name="Node">The node's name in the cluster file.</param>
public abstract record Finding(string Source, string Node);

/// <summary>Something a person should know; the run goes on.</summary>
public sealed record Remark(string Source, string Node, string Text) : Finding(Source, Node);

/// <summary>Something that Fridge won't touch; nothing more is changed anywhere.</summary>
public sealed record Refusal(string Source, string Node, string Text, string NextStep) : Finding(Source, Node)
{
    /// <summary>As long as nothing was changed, it counts as found from the cluster file: exit code 2.</summary>
    public bool WrongUse { get; init; }
}

/// <summary>The node is to be rebooted, by facts: what a change leaves behind is found by the reading after it. The reboot task acts on it.</summary>
/// <param name="Because">Goes on from "reboot (": what is as only a reboot mends it.</param>
internal sealed record RebootNeeded(string Source, string Node, string Because) : Finding(Source, Node);

/// <summary>A difference between what is and what should be.</summary>
/// <param name="Description">In the imperative: <c>write /etc/hosts</c>.</param>
/// <param name="Diff">What <c>--diff</c> shows: lines with <c>-</c> and <c>+</c>; empty where the description says it all.</param>
public abstract record Change(string Source, string Node, string Description, string Diff) : Finding(Source, Node);

/// <summary>A change that the node makes itself.</summary>
/// <param name="Script">POSIX shell that brings the change about and may run again; <c>put</c> and the like come from the payload's prelude.</param>
internal sealed record ShellChange(string Source, string Node, string Description, string Diff, string Script)
    : Change(Source, Node, Description, Diff)
{
    /// <summary>Shell functions that the script calls beside the prelude's.</summary>
    public string Helpers { get; init; } = "";

    /// <summary>The file that is there afterwards with exactly this content; null: it writes none whole.</summary>
    public WrittenFile? Writes { get; init; }

    /// <summary>It ends what runs on the node, so nodes of one cluster make it one after another, managers last.</summary>
    public bool TakesTurns { get; init; }

    /// <summary>A service that is restarted once when all changes of the node are made; null: none.</summary>
    public Restart? Restarts { get; init; }

    /// <summary>The same, with a restart of the unit where a file is written.</summary>
    public ShellChange Restarting(string unit, string because) => Writes is null ? this : this with { Restarts = new Restart(unit, because) };
}

/// <param name="Path">Absolute, on the node.</param>
internal sealed record WrittenFile(string Path, string Content);

/// <param name="Unit">systemd's name: <c>chrony.service</c>.</param>
/// <param name="Because">For the log: <c>its servers changed</c>.</param>
internal sealed record Restart(string Unit, string Because);
