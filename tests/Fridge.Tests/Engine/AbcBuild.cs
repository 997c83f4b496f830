using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Fridge.Engine;

namespace Fridge.Tests.Engine;

/// <summary>Three tiny targets, as in NUKE's own tests: C needs B needs A; D is beside them.</summary>
internal class AbcBuild : FridgeBuild
{
    public sealed record Dough(int Grams);

    public required string Root { get; init; }

    public override string RootDirectory => Root;

    protected internal override string Title => "Abc: three tiny targets";

    protected internal override string? FirstLine() => Cluster == "none" ? null : $"Cluster {Cluster}";

    protected internal override Task<ImmutableArray<TextTable>> PlanTablesAsync(ImmutableArray<string> targets, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<TextTable>>(targets.Contains("D") ? [new TextTable("what D needs", "thing", "why").Row("sugar", "sweet")] : []);

    protected internal override Failure? Explain(Exception exception) => exception is OvenException oven
        ? new Failure(oven.Message, "Buy another oven.", oven.IsWrongUse) { Evidence = ["220 degrees", "then smoke"] }
        : null;

    [Parameter("The cluster's name.", Placeholder = "NAME")]
    public string Cluster { get; set; } = "abc";

    [Parameter("The target that fails, if any.")]
    public string? Broken { get; set; }

    [Parameter("The target that has a bug, if any.")]
    public string? Buggy { get; set; }

    [Parameter("How it is baked.")]
    public Heat Heat { get; set; } = Heat.TopAndBottom;

    [Parameter("Times to bake.")]
    public TimeSpan[] Times { get; set; } = [];

    [Parameter("Knead twice.", For = [nameof(A)])]
    public bool Twice { get; set; }

    [Parameter("What the shop wants to see."), Secret]
    public string? ShopToken { get; set; }

    public Target<Dough> A => _ => _
        .Description("Kneads")
        .InputsHash(() => $"{Cluster} {Twice}")
        .Produces("artifacts/dough")
        .Executes(run =>
        {
            Fail(run);
            run.Report.Detail($"Token is {ShopToken ?? "unset"}");
            run.Report.Info("Kneading");
            run.Publish("dough", new Dough(Twice ? 1000 : 500), AbcJson.Default.Dough);
            run.Outcome(run.Check ? "would knead" : "kneaded");
            return new Dough(Twice ? 1000 : 500);
        });

    public Target B => _ => _
        .Description("Bakes what A kneaded, for as long as it takes, in an oven which is somewhat slower than one would like it to be")
        .DependsOn(A)
        .Executes(run =>
        {
            Fail(run);
            run.Report.Warn($"{run.ResultOf(A).Grams} g are much");
            using var item = run.Report.Begin("loaf", 2048);
            item.Report(2048);
        });

    public Target C => _ => _
        .Description("Sells")
        .DependsOn(B)
        .After(D)
        .Executes(run =>
        {
            Fail(run);
            run.AfterSummary("Come again.");
            run.AfterSummary(new TextTable("Sold", "what", "price").Row("loaf", "2").Row("bun"));
        });

    public Target D => _ => _
        .Description("Sweeps")
        .OnlyWhenDynamic(() => Heat != Heat.Off)
        .Executes(Fail);

    public Target Shop => _ => _
        .Requires(() => ShopToken)
        .Triggers(D)
        .Executes(run => run.Report.Info($"Showed {ShopToken}"));

    public Target Hidden => _ => _.Unlisted().OnlyWhenStatic(() => Twice).Executes(Fail);

    private void Fail(TargetRun run)
    {
        if (run.Target == Broken)
            throw new OvenException("The oven is dead.\nIt smells.", Heat == Heat.Off);
        if (run.Target == Buggy)
            throw new InvalidOperationException("Null oven");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AbcBuild.Dough))]
internal sealed partial class AbcJson : JsonSerializerContext;

internal enum Heat
{
    Off,
    TopAndBottom,
}

internal sealed class OvenException(string message, bool isWrongUse) : Exception(message)
{
    public bool IsWrongUse { get; } = isWrongUse;
}
