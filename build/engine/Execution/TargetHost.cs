using System.Collections.Immutable;
using System.Text.Json;

namespace Fridge.Engine;

/// <summary>One target's side of a run: what it reports, reads and leaves behind.</summary>
internal sealed class TargetHost(TargetNode node, TargetGraph graph, RunContext context) : ITargetHost
{
    private readonly List<Closing> closings = [];

    public RunOptions Options => context.Options;

    public IReport Report { get; } = new RunReport(node.Name, context.Events, context.Clock);

    public IReport RunReport { get; } = new RunReport(null, context.Events, context.Clock);

    public IAsk Ask => context.Ask;

    public void Show(string line) => context.Events.Publish(new Message(node.Name, MessageLevel.Info, line) { IsKept = false });

    public string? Words { get; private set; }

    public object? Value { get; private set; }

    public ImmutableArray<Closing> Closings
    {
        get
        {
            lock (closings)
                return [.. closings];
        }
    }

    public object ResultOf(Delegate target) =>
        TryResultOf(target) ?? throw context.Results.Missing(graph.NameOf(target), node.Name)!;

    public object? TryResultOf(Delegate target)
    {
        var name = graph.NameOf(target);
        return node.DependsOn.Contains(name)
            ? context.Results.Find(name)
            : throw new InvalidOperationException($"{node.Name} reads the result of {name} without DependsOn({name}).");
    }

    public void SetResult(object value)
    {
        Value = value;
        context.Results.Keep(node.Name, value);
    }

    public void Publish(string name, int version, JsonElement value) => context.Events.Publish(new DataPublished(node.Name, name, version, value));

    public void Table(TextTable table) => context.Events.Publish(new TableShown(node.Name, table));

    public void Outcome(string words) => Words = words;

    public void Done(bool changed, string words)
    {
        if (changed)
            context.Changed = true;
        Outcome(changed ? words : "unchanged");
    }

    public void Differs() => context.Differs = true;

    public bool AnythingChanged => context.Changed;

    public void Show(ChangesPlanned changes)
    {
        context.Planned = true;
        context.Events.Publish(changes);
    }

    public void AfterSummary(Closing closing)
    {
        lock (closings)
            closings.Add(closing);
    }

    public Secret Hide(string value) => context.Redactor.Hide(value);
}

/// <summary>What all targets of a run share.</summary>
internal sealed record RunContext(
    RunOptions Options, RunEvents Events, Redactor Redactor, IAsk Ask, RunResults Results, Func<Exception, Failure> Explain, TimeProvider Clock)
{
    /// <summary>A target has changed something.</summary>
    public bool Changed { get; set; }

    /// <summary>A target that compares has found a difference.</summary>
    public bool Differs { get; set; }

    /// <summary>A target has said what it would change.</summary>
    public bool Planned { get; set; }
}
