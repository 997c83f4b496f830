using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Fridge.Pipelines.GitHub;

/// <summary>As <c>uses</c> names it: by commit, with the version for a reader.</summary>
internal sealed record PinnedAction(string Reference, string Version)
{
    internal sealed class Yaml : IYamlTypeConverter
    {
        public bool Accepts(Type type) => type == typeof(PinnedAction);

        public object ReadYaml(IParser parser, Type type, ObjectDeserializer rootDeserializer) => throw new NotSupportedException("Workflows are written.");

        public void WriteYaml(IEmitter emitter, object? value, Type type, ObjectSerializer serializer)
        {
            var action = (PinnedAction)value!;
            emitter.Emit(new Scalar(action.Reference));
            emitter.Emit(new Comment(action.Version, isInline: true));
        }
    }
}
