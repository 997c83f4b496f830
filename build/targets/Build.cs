using Fridge.Engine;
using Fridge.Tooling;

namespace Fridge.Targets;

/// <summary>The front door: what a person types, one partial file per concern; wiring only.</summary>
public sealed partial class Build : FridgeBuild
{
    protected override string Title => "Fridge: from a box of Raspberry Pis to a running Flink job";

    protected override Failure? Explain(Exception exception) => exception is FridgeException known
        ? new Failure(known.Message, known.NextStep, known.WrongUse) { Evidence = known.Evidence }
        : null;
}
