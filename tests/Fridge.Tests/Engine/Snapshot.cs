using System.Runtime.CompilerServices;
using Shouldly;

namespace Fridge.Tests.Engine;

/// <summary>Expectations as files beside the tests; <c>FRIDGE_TEST_UPDATE=1</c> writes them anew, for a person to read in the diff.</summary>
internal static class Snapshot
{
    public static void Match(string actual, string name, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("FRIDGE_TEST_UPDATE") is { Length: > 0 })
            File.WriteAllText(path, actual);
        File.Exists(path).ShouldBeTrue($"{path} is missing");
        actual.ShouldBe(File.ReadAllText(path), $"{path} differs");
    }
}
