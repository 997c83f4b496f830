using System.Collections.Immutable;
using System.Security.Cryptography;
using Fridge.Engine;
using Fridge.Targets;
using Fridge.Tests.Engine;
using Shouldly;
using Xunit;
using Checkout = Fridge.Tests.Support.Checkout;

namespace Fridge.Tests.Docs;

/// <summary>What pages tell a person to type is what the front door takes, and each command is run: here, or by a test of another suite.</summary>
public sealed class DocumentedCommandsTests : IDisposable
{
    /// <summary>Targets that need neither an engine nor nodes nor a network.</summary>
    private static readonly ImmutableArray<string> Offline = ["Memory", "Templates", "Convert", "Check", "Workflows"];

    /// <summary>What stands for a word in capitals, by the option before it.</summary>
    private static readonly ImmutableDictionary<string, string> Placeholders = ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create("--job", "taxi"), KeyValuePair.Create("--service", "prometheus"), KeyValuePair.Create("--variant", "debug"),
        KeyValuePair.Create("--release", "v1.2.3"), KeyValuePair.Create("--keep", "14"),
    ]);

    /// <summary>Targets that a page has the reader write.</summary>
    private static readonly ImmutableArray<string> ReadersTargets = ["Sweep"];

    /// <summary>Options of kubeadm, kubectl and docker.</summary>
    private static readonly ImmutableArray<string> OthersOptions = ["--token-ttl=0", "--dry-run=server", "--privileged", "--cluster-cidr", "--service-cidr", "--flannel-backend", "--disable"];

    /// <summary>For names and dependencies alone.</summary>
    private static readonly TargetGraph Graph = TargetGraph.Of(new Build());

    private readonly ScratchFolder folder = new();

    private readonly ImmutableDictionary<string, string> readersFiles;

    public DocumentedCommandsTests()
    {
        var shelf = folder.Write("my-shelf.yaml", File.ReadAllText(Checkout.File("clusters", "five-pi3.yaml")));
        var conf = folder.Write("flink-conf.yaml", "jobmanager.heap.size: 512m\n");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var secret = folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        readersFiles = ImmutableDictionary.CreateRange(
        [
            KeyValuePair.Create("my-shelf.yaml", shelf), KeyValuePair.Create("shelf.yaml", shelf),
            KeyValuePair.Create("flink-conf.yaml", conf), KeyValuePair.Create("conf/flink-conf.yaml", conf), KeyValuePair.Create("mine", folder["mine"]),
            KeyValuePair.Create("key.pem", secret), KeyValuePair.Create("cosign.pub", folder.Write("cosign.pub", key.ExportSubjectPublicKeyInfoPem())),
        ]);
    }

    public static TheoryData<string> Commands => [.. DocumentedCommand.All.Where(command => !IsTheReaders(command)).Select(command => command.Text)];

    public static TheoryData<string> RunHere => [.. DocumentedCommand.All.Where(command => !IsTheReaders(command) && IsOffline(command)).Select(command => command.Text)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task ACommand_IsTakenAsItStands(string text)
    {
        var command = Find(text);
        var build = new Build();
        var (graph, parameters) = (TargetGraph.Of(build), ParameterMembers.Of(typeof(Build)));

        var line = new CommandLineParser([.. graph.Targets.Select(target => target.Name)], parameters).Parse(Filled(command));

        build.Options = OptionReader.Options(line);
        build.InvokedTargets = [.. line.Targets];
        new ParameterResolver(line, Variable, ParametersFile.Load(build.RootDirectory, parameters)).Apply(build, parameters);
        if (line.Targets.IsEmpty)
            return;

        var plan = Planner.Plan(graph, line.Targets, OptionReader.Skip(line));
        foreach (var parameter in parameters.Where(parameter => line.Options.ContainsKey(parameter.Name)))
        {
            parameters.Where(other => other.Name == parameter.Name).ShouldContain(
                other => other.For.Count == 0 || plan.Running.Any(target => other.For.Contains(target.Name)),
                $"{command}: --{parameter.Name} is for other targets");
        }

        if (command.IsWhole)
            await new RequirementCheck(build, parameters, new NobodyToAsk()).CheckAsync(plan, TestContext.Current.CancellationToken);
    }

    /// <summary>With <c>--plan</c> as it stands; the targets that need nothing in earnest, those of them that write with <c>--check</c>.</summary>
    [Theory]
    [MemberData(nameof(RunHere))]
    public async Task ACommandThatNeedsNothing_Runs(string text)
    {
        var command = Find(text);
        string[] words = [.. Filled(command), .. command.Words.Contains("Workflows") ? new[] { "--check" } : []];

        var run = await EngineRun.OfAsync(new Build(), words);

        run.ExitCode.ShouldBe(0, $"{command}\n{run.Error}{run.Out}");
        run.Out.ShouldNotBeEmpty();
    }

    [Fact]
    public void EachOtherCommand_IsRunByATest_OrSaidToBeRunByNobody() =>
        DocumentedCommand.All.Where(command => !IsTheReaders(command) && !IsOffline(command) && CommandRun.Of(command) is null).ShouldBeEmpty();

    /// <summary>It names the target, or reads the page and runs all of it.</summary>
    [Fact]
    public void EachTestThatRunsACommand_Exists_AndNamesTheTarget() => (
        from command in DocumentedCommand.All
        where !IsTheReaders(command) && !IsOffline(command)
        let test = CommandRun.Of(command)?.Test
        where test is not null
        group (command, test) by test.Class into ofClass
        let source = SourceOf(ofClass.Key)
        from run in ofClass
        where TestCatalogue.SuiteOf(run.test) is null || !Names(source, run.command)
        select $"{run.command}: {run.test}").ShouldBeEmpty();

    [Fact]
    public void WhatNobodyRuns_IsARowOfTheProvenPage()
    {
        var unproven = ProvenRow.Read(File.ReadAllText(Checkout.File("docs", "proven.md"))).Where(row => row.How is "by hand" or "not shown").ToList();

        CommandRun.All.Where(run => run.Claim is { } claim && !unproven.Exists(row => row.Claim.Contains(claim, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    /// <summary>A row, a file or a word that no page has any longer.</summary>
    [Fact]
    public void NothingHere_IsAboutNoCommand()
    {
        var words = DocumentedCommand.All.SelectMany(command => command.Words).ToHashSet();

        CommandRun.All.Except(DocumentedCommand.All.Where(command => !IsOffline(command)).Select(CommandRun.Of).OfType<CommandRun>()).ShouldBeEmpty();
        readersFiles.Keys.Concat(ReadersTargets).Concat(Placeholders.Keys).Where(word => !words.Contains(word)).ShouldBeEmpty();
        OthersOptions.Except(DocumentedCommand.Options.Select(option => option.Words[0])).ShouldBeEmpty();
    }

    [Fact]
    public void EachOption_ThatAPageNamesByItself_IsOne()
    {
        var parameters = ParameterMembers.Of(typeof(Build));

        DocumentedCommand.Options.Where(option => !OthersOptions.Contains(option.Words[0]) && !IsKnown(option.Words[0][2..].Split('=')[0])).ShouldBeEmpty();

        bool IsKnown(string name) => BuiltInOptions.Find(name) is not null || parameters.Any(parameter => name == (parameter.IsSecret ? $"{parameter.Name}-file" : parameter.Name));
    }

    public void Dispose() => folder.Dispose();

    private static bool Names(string source, DocumentedCommand command) =>
        source.Contains(command.Words[0], StringComparison.Ordinal) || source.Contains($"\"{Path.GetFileName(command.Place.Split(':')[0])}\"", StringComparison.Ordinal);

    private static DocumentedCommand Find(string text) => DocumentedCommand.All.Single(command => command.Text == text);

    private static bool IsTheReaders(DocumentedCommand command) => command.Words.Any(ReadersTargets.Contains);

    /// <summary>Asked of the graph, so that a dependency that needs an engine takes a target from here.</summary>
    private static bool IsOffline(DocumentedCommand command)
    {
        if (command.Words.Contains("--plan") || command.Words.IsEmpty)
            return true;
        ImmutableArray<string> targets = [.. Graph.Targets.Select(target => target.Name).Where(command.Words.Contains)];
        return targets.Length > 0 && !command.Words.Contains("--update")
            && Planner.Plan(Graph, targets, SkipRequest.None).Running.All(target => Offline.Contains(target.Name));
    }

    private static string? Variable(string name) => name == "FRIDGE_GITHUB_TOKEN" ? "ghp_0123456789" : null;

    /// <summary>All files of a class: a partial one has several.</summary>
    private static string SourceOf(string testClass) => string.Concat(
        Directory.EnumerateFiles(Checkout.File("tests"), $"{testClass}*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

    private string[] Filled(DocumentedCommand command)
    {
        var words = command.Words.ToList();
        for (var at = 0; at < words.Count; at++)
        {
            words[at] = Filled(command, at > 0 ? words[at - 1] : "", words[at]);
        }

        // Between backticks an option may be named without its value.
        return !command.IsWhole && Placeholders.TryGetValue(words.LastOrDefault() ?? "", out var value) ? [.. words, value] : [.. words];
    }

    private string Filled(DocumentedCommand command, string option, string word)
    {
        if (readersFiles.GetValueOrDefault(word) is { } readers)
            return readers;
        if (option == "--cluster")
            return File.Exists(Checkout.File(word)) ? Checkout.File(word) : throw new InvalidOperationException($"{command}: there is no {word}");
        return !word.All(char.IsAsciiLetterUpper) ? word
            : Placeholders.GetValueOrDefault(option) ?? throw new InvalidOperationException($"{command}: nothing stands for {word}");
    }

    private sealed class NobodyToAsk : IAsk
    {
        public bool IsInteractive => false;

        public Task<bool> ConfirmAsync(string question, bool assume, CancellationToken cancellation) => throw new InvalidOperationException(question);

        public Task<string> TextAsync(string question, CancellationToken cancellation) => throw new InvalidOperationException(question);

        public Task<Secret> SecretAsync(string question, CancellationToken cancellation) => throw new InvalidOperationException(question);
    }
}
