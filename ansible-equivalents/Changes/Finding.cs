namespace Fridge.Provisioning.Changes;

/// <summary>What was found on a node: a <see cref="Change"/> to make, a <see cref="Remark"/> to show, or a <see cref="Refusal"/>.</summary>
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

/// <summary>A difference between what is and what should be.</summary>
/// <param name="Description">In the imperative: <c>write /etc/hosts</c>.</param>
/// <param name="Diff">What <c>--diff</c> shows: lines with <c>-</c> and <c>+</c>; empty where the description says it all.</param>
public abstract record Change(string Source, string Node, string Description, string Diff) : Finding(Source, Node);

/// <summary>A change that the node makes itself.</summary>
/// <param name="Script">POSIX shell that brings the change about and may run again; <c>put</c> and the like come from the payload's prelude.</param>
public sealed record ShellChange(string Source, string Node, string Description, string Diff, string Script)
    : Change(Source, Node, Description, Diff);
