using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;
using YamlDotNet.Serialization.NamingConventions;

namespace Fridge.Pipelines.GitHub;

/// <summary>A workflow as YAML, the same bytes each time.</summary>
internal static class WorkflowText
{
    /// <summary>The first line of each file that is made; one without it is a person's own.</summary>
    public const string Mark = "# Written by ./build.sh Workflows; its declaration is in build/targets/Build.Workflows.cs.\n";

    private static readonly ISerializer Serializer = new SerializerBuilder()
        .WithNamingConvention(HyphenatedNamingConvention.Instance)
        .WithTypeConverter(new PinnedAction.Yaml())
        .WithEventEmitter(next => new LinesAsTheyAre(next))
        .WithQuotingNecessaryStrings(quoteYaml1_1Strings: true)
        .WithIndentedSequences()
        .WithMaximumRecursion(20)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull)
        .DisableAliases()
        .WithNewLine("\n")
        .Build();

    public static string Of(WorkflowFile file) => $"{Mark}\n{Serializer.Serialize(file)}";

    private sealed class LinesAsTheyAre(IEventEmitter next) : ChainedEventEmitter(next)
    {
        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (eventInfo.Source.Value is string text && text.Contains('\n'))
                eventInfo.Style = ScalarStyle.Literal;
            base.Emit(eventInfo, emitter);
        }
    }
}
