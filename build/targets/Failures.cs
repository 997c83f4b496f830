using Fridge.Clusters;
using Fridge.Clusters.Conversion;
using Fridge.Engine;
using Fridge.Manifests.Grammar;
using Fridge.Manifests.Swarm;
using Fridge.Tooling;

namespace Fridge.Targets;

/// <summary>The rooms' exceptions as a person reads them. What isn't here is a bug.</summary>
internal static class Failures
{
    public static Failure? Explain(Exception exception) => exception switch
    {
        FridgeException failed => new(failed.Message, failed.NextStep, failed.WrongUse) { Evidence = failed.Evidence },
        FlinkConfException conf => new(conf.Message, WrongUse: true),
        ClusterFileException file => new(file.Message, WrongUse: true),
        MemoryPlanException memory => new(memory.Message, WrongUse: true),
        StackException stack => new(stack.Message, stack.NextStep, WrongUse: true),
        TemplateException template => new(template.Message, WrongUse: true),
        AggregateException { InnerExceptions: [var only] } => Explain(only),
        _ => null,
    };
}
