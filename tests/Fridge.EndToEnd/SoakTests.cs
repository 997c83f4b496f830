using System.Globalization;
using Shouldly;
using Xunit;

namespace Fridge.EndToEnd;

/// <summary>Bad luck for as long as somebody asks for it: <c>FRIDGE_SOAK_ROUNDS</c> kills (10), from <c>FRIDGE_SEED</c>.</summary>
[Trait("Suite", "soak")]
public sealed class SoakTests(DeployTests.Life life) : IClassFixture<DeployTests.Life>
{
    private const int LeastRate = 11;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan JobLimit = TimeSpan.FromMinutes(4);

    private static int Rounds => int.TryParse(Environment.GetEnvironmentVariable("FRIDGE_SOAK_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 10;

    [Fact]
    public async Task Deploy_KilledAgainAndAgain_ConvergesToOneJobEachTime()
    {
        using (var first = await FridgeRun.ToEndAsync(life.First, $"Deploy {life.Shelf.Options}", Limit))
            first.ExitCode.ShouldBe(0, first.Evidence());

        for (var round = 1; round <= Rounds; round++)
        {
            await life.KillOnceAsync(round, LeastRate + round, Limit);
            (await TaxiJob.RunningAsync(life.Shelf.Flink, 2, JobLimit, TestContext.Current.CancellationToken)).ShouldBeExact();
        }
    }
}
