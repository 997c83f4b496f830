using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fridge.Tests.Support;
using Fridge.Tooling.Host;
using Xunit;

namespace Fridge.Tests.Tooling.Host;

/// <summary>Cases are files: facts of a machine in, the list that a person is shown out. <c>FRIDGE_ACCEPT=1</c> writes the latter anew.</summary>
public sealed class HostPlanTests
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(Folder(), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void From_FactsOfAMachine_SaysWhatIsMissingAndTheSteps(string name)
    {
        var machine = JsonSerializer.Deserialize<Machine>(File.ReadAllText(Path.Combine(Folder(), name + ".json")), Json)!;

        var plan = HostPlan.From(machine.Facts, machine.Needs switch { "Tests" => HostNeeds.Tests, "Update" => [.. HostNeeds.Deploy, HostNeed.Signatures], _ => HostNeeds.Deploy });

        var shown = string.Concat(Lines(plan).Select(line => line + "\n"));
        shown.ShouldMatchFile($"Cases/{name}.txt");
    }

    private static IEnumerable<string> Lines(HostPlan plan) =>
        plan.Obstacle is { } obstacle
            ? plan.Describe().Append($"obstacle: {obstacle.Reason} / {obstacle.NextStep}")
            : plan.IsReady ? plan.Describe().Append("ready") : plan.Describe();

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Cases");

    private sealed record Machine(string Needs, HostFacts Facts);
}
