using System.Collections.Immutable;
using System.Reflection;

namespace Fridge.Engine;

/// <summary>From the words of a command line to an exit code.</summary>
/// <param name="environment">Null for a variable that isn't set.</param>
internal sealed class BuildHost(FridgeBuild build, Terminal terminal, Func<string, string?> environment, TimeProvider clock)
{
    private readonly JobOutput job = JobOutput.In(environment, build);

    /// <summary>Not async itself: the runtime compiles state machines, for which help need not wait.</summary>
    public Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken? interrupted = null)
    {
        try
        {
            var graph = TargetGraph.Of(build);
            var parameters = ParameterMembers.Of(build.GetType());
            var line = new CommandLineParser([.. graph.Targets.Select(target => target.Name)], parameters).Parse(args);
            build.Options = OptionReader.Options(line);
            build.InvokedTargets = [.. line.Targets];
            return Answer(line, graph, parameters) is { } code ? Task.FromResult(code) : ActAsync(args, line, graph, parameters, interrupted);
        }
        catch (Exception exception)
        {
            return Task.FromResult(Refuse(args, exception));
        }
    }

    /// <summary>Null: targets are asked for.</summary>
    private int? Answer(ParsedCommandLine line, TargetGraph graph, ImmutableArray<ParameterMember> parameters)
    {
        if (line.Has("help"))
            return Say(Help());
        if (line.Has("version"))
            return Say([StyledLine.Of(Version())]);
        if (line.Value("completion") is { } shell)
            return Say(CompletionScript.Lines(shell, CompletionWords.Of(BuildModel.Of(build, graph, parameters)), build.Invocation).Select(text => StyledLine.Of(text)));
        if (line.Has("write-schema"))
            return WriteSchema(SchemaWriter.Write(BuildModel.Of(build, graph, parameters)));
        if (line.Targets.IsEmpty)
        {
            return line.Options.Count == 0
                ? Say(Help())
                : throw new WrongUseException("Which target?", "./build.sh --help lists them.");
        }

        return null;

        IEnumerable<StyledLine> Help()
        {
            var help = new HelpText(BuildModel.Of(build, graph, parameters));
            return line.Targets.IsEmpty ? help.Lines(terminal.Width) : help.Lines(line.Targets, terminal.Width);
        }
    }

    private async Task<int> ActAsync(
        IReadOnlyList<string> args, ParsedCommandLine line, TargetGraph graph, ImmutableArray<ParameterMember> parameters, CancellationToken? interrupted)
    {
        try
        {
            return await ActAsync(line, graph, parameters, interrupted).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return Refuse(args, exception);
        }
    }

    private async Task<int> ActAsync(ParsedCommandLine line, TargetGraph graph, ImmutableArray<ParameterMember> parameters, CancellationToken? interrupted)
    {
        if (line.Targets.FirstOrDefault(target => graph[target].Settings.Compares) is { } looking)
        {
            build.Options = line.Targets is [_]
                ? build.Options with { Check = true, Diff = true }
                : throw new WrongUseException($"{looking} changes nothing, so it must be the only target.", $"./build.sh {looking}");
        }

        new ParameterResolver(line, environment, ParametersFile.Load(build.RootDirectory, parameters)).Apply(build, parameters);
        await build.PrepareAsync(interrupted ?? CancellationToken.None).ConfigureAwait(false);
        var plan = Planner.Plan(graph, line.Targets, OptionReader.Skip(line));
        if (line.Has("plan"))
            return await ShowAsync(plan, build.FirstLine() is { } first ? build.Shown(first) : null, interrupted ?? CancellationToken.None).ConfigureAwait(false);

        var session = new RunSession(build, graph, parameters, plan, terminal, job, clock);
        return await session.RunAsync(interrupted).ConfigureAwait(false);
    }

    private async Task<int> ShowAsync(RunPlan plan, string? first, CancellationToken cancellationToken)
    {
        ImmutableArray<TextTable> tables = [.. (await build.PlanTablesAsync([.. plan.Running.Select(target => target.Name)], cancellationToken).ConfigureAwait(false))
            .Select(table => table.Map(build.Shown))];
        if (build.Options.Json)
            EventJson.Write(terminal.Events(), PlanShown.Of(first, plan, tables) with { At = clock.GetUtcNow() });
        IEnumerable<StyledLine> head = first is null ? [] : [StyledLine.Of(first, Tone.Strong)];
        return Say([
            .. head,
            .. build.PlanWarnings().Select(text => StyledLine.Of($"warning: {build.Shown(text)}", Tone.Warn)),
            .. PlanTree.Lines(plan).Select(text => StyledLine.Of(text)),
            .. tables.SelectMany(table => TableLines.Of(table).Prepend(StyledLine.Empty)),
        ]);
    }

    private int Say(IEnumerable<StyledLine> lines)
    {
        var output = build.Options.Json
            ? new WriterOutput(terminal.Error, terminal.ErrorColour)
            : new WriterOutput(terminal.Out, terminal.Colour);
        output.Write(lines);
        return ExitCode.Done;
    }

    private int WriteSchema(string text)
    {
        var path = Path.Combine(build.RootDirectory, SchemaWriter.RelativePath);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return Say([StyledLine.Of($"{SchemaWriter.RelativePath} is written.")]);
    }

    private string Version() =>
        build.GetType().Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>For what shows before the run has begun.</summary>
    private int Refuse(IReadOnlyList<string> args, Exception exception)
    {
        var failure = Failures.Explain(build, exception, log: null).Map(build.Shown);
        var code = ExitCode.Of(failure);
        var end = new RunFinished(code, TimeSpan.Zero, [], [], failure) { At = clock.GetUtcNow() };
        Tell(() => Show(failure, exception));
        foreach (var sink in job.Last(terminal.Error))
            Tell(() => sink.Accept(end));
        if (args.Contains("--json"))
            Tell(() => EventJson.Write(terminal.Events(), end));
        return code;
    }

    private void Show(Failure failure, Exception exception)
    {
        var output = new WriterOutput(terminal.Error, terminal.ErrorColour);
        foreach (var line in SummaryLines.Of(failure))
            output.Write(line);
        if (build.Options.Verbosity == Verbosity.Verbose)
            output.Write(StyledLine.Of(build.Shown(exception.ToString()), Tone.Faint));
    }

    private static void Tell(Action write)
    {
        try
        {
            write();
        }
        catch (IOException)
        {
            // Nobody is there to read it; the exit code says it all the same.
        }
    }
}
