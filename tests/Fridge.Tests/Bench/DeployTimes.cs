using Fridge.Bench.Deploy;
using Fridge.Engine;

namespace Fridge.Tests.Bench;

internal static class DeployTimes
{
    public static TimedTarget Target(string name, double seconds, params string[] waitsFor) =>
        new(name, TimeSpan.Zero, TimeSpan.FromSeconds(seconds), [.. waitsFor]);

    /// <summary>Seven targets, 121.2 s of work in 81.6 s; Images runs beside Nodes and Provision.</summary>
    public static TimedRun Recorded() =>
        TimedRun.Of([.. File.ReadLines(Support.Checkout.File("tests", "Fridge.Tests", "Bench", "deploy-events.jsonl")).Select(EventJson.Read)]);
}
