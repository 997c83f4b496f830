using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Fridge.Engine;

/// <summary>What a target's action can use while it runs.</summary>
public sealed class TargetRun
{
    private readonly ITargetHost host;

    internal TargetRun(string target, ITargetHost host)
    {
        Target = target;
        this.host = host;
    }

    /// <summary>The running target's name.</summary>
    public string Target { get; }

    public RunOptions Options => host.Options;

    /// <summary>Say what would change, change nothing.</summary>
    public bool Check => Options.Check;

    /// <summary>Show the contents that differ.</summary>
    public bool Diff => Options.Diff;

    public IReport Report => host.Report;

    /// <summary>For what outlives the target that begins it, such as a connection: lines of the run itself, under no target's name.</summary>
    public IReport RunReport => host.RunReport;

    /// <summary>A line that others wrote, for the screen and for <c>--json</c>: a stream of such without end would fill the run log's disk.</summary>
    public void Show(string line) => host.Show(line);

    public IAsk Ask => host.Ask;

    /// <summary>The value of a target that this one depends on, made in this run or stored by an earlier one.</summary>
    /// <exception cref="InvalidOperationException">The running target has no <c>DependsOn</c> for it: a mistake of the build class.</exception>
    /// <exception cref="WrongUseException">It was skipped and no stored value fits its inputs.</exception>
    public T ResultOf<T>(Target<T> target)
        where T : class =>
        (T)host.ResultOf(target);

    /// <summary>As <see cref="ResultOf{T}"/>; false where a skipped target has no value.</summary>
    public bool TryResultOf<T>(Target<T> target, [NotNullWhen(true)] out T? result)
        where T : class
    {
        result = host.TryResultOf(target) is T found ? found : default;
        return result is not null;
    }

    /// <summary>Typed data for programs: an event of <c>--json</c>, which no screen shows. Tables for people are made from the same value.</summary>
    /// <param name="name">Tells what the target publishes apart.</param>
    /// <param name="type">How the value looks as JSON; <c>docs/json.md</c> says where its schema is.</param>
    /// <param name="version">Of that form; raised when a field is taken away or means something else.</param>
    public void Publish<T>(string name, T value, JsonTypeInfo<T> type, int version = 1)
        where T : notnull =>
        host.Publish(name, version, JsonSerializer.SerializeToElement(value, type));

    /// <summary>A table for people, where the run is at this moment.</summary>
    public void Table(TextTable table) => host.Table(table);

    /// <summary>A few words for the summary table: <c>unchanged</c>, <c>3 changes</c>. The last call counts.</summary>
    public void Outcome(string words) => host.Outcome(words);

    /// <summary>What was changed, for the summary table; <c>unchanged</c> where nothing was.</summary>
    public void Done(bool changed, string words) => host.Done(changed, words);

    /// <summary>For a target that <see cref="TargetVerbs{TSelf}.Compares"/>: what exists differs from what should exist.</summary>
    public void Differs() => host.Differs();

    /// <summary>Whether a target of this run, so far, has changed anything.</summary>
    public bool AnythingChanged => host.AnythingChanged;

    /// <summary>A line under the summary, in the order of the plan, also when the run failed later.</summary>
    public void AfterSummary(string line) => host.AfterSummary(new ClosingLine(line));

    /// <summary>A table under the summary, in the order of the plan, also when the run failed later.</summary>
    public void AfterSummary(TextTable table) => host.AfterSummary(new ClosingTable(table));

    /// <summary>Makes a secret of a text: from now on it prints as <c>***</c> on every screen, in every event and in the run log.</summary>
    public Secret Hide(string value) => host.Hide(value);

    internal void SetResult(object value) => host.SetResult(value);

    internal async Task<Changes<TPlan>> PlanAsync<TPlan>(Func<TargetRun, CancellationToken, Task<Changes<TPlan>>> plan, CancellationToken cancellation)
    {
        var changes = await plan(this, cancellation).ConfigureAwait(false);
        host.Show(new ChangesPlanned(Target, !Check, changes.IsEmpty, changes.Summary, [.. changes.Lines], [.. Diff ? changes.Contents : []]));
        if (Check)
        {
            foreach (var warning in changes.Warnings)
                Report.Warn(warning);
            Outcome(changes.Summary);
        }

        changes.Refuse();
        return changes;
    }
}

/// <summary>What the executor gives to one target's <see cref="TargetRun"/>.</summary>
internal interface ITargetHost
{
    RunOptions Options { get; }

    IReport Report { get; }

    IReport RunReport { get; }

    IAsk Ask { get; }

    void Show(string line);

    object ResultOf(Delegate target);

    object? TryResultOf(Delegate target);

    void SetResult(object value);

    void Publish(string name, int version, JsonElement value);

    void Table(TextTable table);

    void Outcome(string words);

    void Done(bool changed, string words);

    void Differs();

    bool AnythingChanged { get; }

    void Show(ChangesPlanned changes);

    void AfterSummary(Closing closing);

    Secret Hide(string value);
}

/// <summary>What is printed under the summary.</summary>
internal abstract record Closing;

internal sealed record ClosingLine(string Text) : Closing;

internal sealed record ClosingTable(TextTable Table) : Closing;
