using System.Collections.Immutable;

namespace Fridge.Engine;

/// <summary>
/// Base of a build class: its members of type <see cref="Target"/> and <see cref="Target{T}"/> are the targets, those with
/// <see cref="ParameterAttribute"/> the parameters. Constructors and initialisers do no I/O.
/// </summary>
public abstract class FridgeBuild
{
    /// <summary>Names the checkout for the compiled program; set by <c>build.sh</c>.</summary>
    public const string RootVariable = "FRIDGE_ROOT";

    /// <summary>What starts the program in a checkout. Sentences, help and examples of all rooms say this; <see cref="Invocation"/> is what shows.</summary>
    public const string Script = "./build.sh";

    /// <summary>The checkout: what <see cref="RootVariable"/> says, else the nearest folder above with <c>.nuke</c>, else the current one.</summary>
    public virtual string RootDirectory => Checkout.Find();

    /// <summary>The built-in options of this run, from the moment that the command line is read.</summary>
    public RunOptions Options { get; internal set; } = new();

    /// <summary>The targets that were typed, from the moment that the command line is read.</summary>
    public ImmutableArray<string> InvokedTargets { get; internal set; } = [];

    /// <summary>Makes the secrets of this run, and takes them out of all that it shows and keeps.</summary>
    public Redactor Redactor { get; } = new();

    /// <summary>By member, without secrets.</summary>
    internal Dictionary<string, ParameterSource> ParameterSources => field ??= [];

    /// <summary>Where a parameter's value came from, from the moment that it has the value. Secrets aren't listed.</summary>
    /// <param name="member">The member's name.</param>
    protected ParameterSource SourceOf(string member) => ParameterSources.GetValueOrDefault(member);

    /// <summary>What a person types to start this, as a shell reads it.</summary>
    protected internal virtual string Invocation => Script;

    /// <summary>A text as a person, a log or a program gets it: without secrets and control characters, and with what starts this program.</summary>
    internal string Shown(string text) => Printable.Of(Redactor.Redact(text.Replace(Script, Invocation, StringComparison.Ordinal)));

    /// <summary>The head of <c>--help</c>: what this is, in a line.</summary>
    protected internal virtual string Title => "Fridge";

    /// <summary>The order in which help shows the targets; what is in none of them comes first, without a head. Empty: all of them so.</summary>
    protected internal virtual ImmutableArray<TargetSection> Sections => [];

    /// <summary>Command lines that help shows below the targets that they begin with.</summary>
    protected internal virtual ImmutableArray<Example> Examples => [];

    /// <summary>Before anything is planned, shown or run, <c>--plan</c> too: what the build has to know first. May ask others; changes nothing.</summary>
    protected internal virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The run's first line, before anything else: which cluster, VIRTUAL or the addresses. May read files.</summary>
    protected internal virtual string? FirstLine() => null;

    /// <summary>What a person should know before anything else of the plan; a run says it by itself.</summary>
    protected internal virtual IEnumerable<string> PlanWarnings() => [];

    /// <summary>Under the tree of <c>--plan</c>: what else can be told beforehand. May read files and ask programs of this machine, contacts nobody.</summary>
    /// <param name="targets">Those that would run, in their order.</param>
    protected internal virtual Task<ImmutableArray<TextTable>> PlanTablesAsync(ImmutableArray<string> targets, CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableArray<TextTable>.Empty);

    /// <summary>Where this run's log goes: everything at the verbose level, secrets redacted. Null: no log. Parameters have their values.</summary>
    protected internal virtual string? RunLogPath(DateTimeOffset started) => null;

    /// <summary>What a person reads of an exception; null for one that is a bug (one line, the stack trace goes to the run log).</summary>
    protected internal virtual Failure? Explain(Exception exception) => null;

    /// <summary>After the first signal running targets have this long to clean up; then the run ends without them.</summary>
    protected internal virtual TimeSpan CleanUpLimit => TimeSpan.FromSeconds(30);

    /// <summary>
    /// Every event of the run as it happens, without secrets, one at a time: a window for a job's summary or a dashboard.
    /// The run waits for it. One that throws is not called again, and the run says so.
    /// </summary>
    protected internal virtual void OnEvent(RunEvent happened)
    {
    }

    /// <summary>After the last target, also after a failure: releases what the run used, such as connections and locks.</summary>
    protected internal virtual ValueTask AfterRunAsync() => default;

    /// <summary>Of one search by a regular expression; patterns here end in milliseconds.</summary>
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(10);

    /// <summary>Runs what the command line asks for.</summary>
    /// <returns>The exit code: 0 done, 1 a target failed, 2 wrong use, 130 interrupted.</returns>
    public static Task<int> ExecuteAsync<TBuild>(string[] args)
        where TBuild : FridgeBuild, new()
    {
        // For every pattern that has none of its own, before the first one is made: what nodes and servers say must not hold up a run.
        AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", PatternLimit);
        var terminal = Terminal.OfProcess(Environment.GetEnvironmentVariable);
        return new BuildHost(new TBuild(), terminal, Environment.GetEnvironmentVariable, TimeProvider.System).RunAsync(args);
    }
}
