using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mappings <c>services:</c> and <c>state:</c>, with the place that later rules point at.</summary>
/// <param name="Store">The mapping of the object store; null: the file asks for none.</param>
/// <param name="State">The mapping <c>state:</c>; null: there is none.</param>
internal sealed record StateDraft(ObjectStoreSettings? ObjectStore, S3State? Bucket, SharedFolder? Folder, MapReader? Store, MapReader? State);

/// <summary>Where state is kept, and what runs for that.</summary>
internal static class StateReader
{
    public static StateDraft Read(MapReader file, MapReader? services)
    {
        var store = services?.Map(ServicesKeys.ObjectStore);
        var state = file.Map(StateKeys.All);
        return new(
            store is null ? null : new(store.Find(ServicesKeys.ObjectStoreNode), store.Get(ServicesKeys.ObjectStoreMemory)),
            Bucket(state?.Map(StateKeys.S3)),
            state?.Find(StateKeys.Path) is { } path ? new(path) : null,
            store,
            state);
    }

    private static S3State? Bucket(MapReader? reader) =>
        reader is not null && reader.Find(StateKeys.Endpoint) is { } endpoint && reader.Find(StateKeys.Bucket) is { } bucket
        && reader.Map(StateKeys.Credentials) is { } credentials
        && credentials.Find(StateKeys.AccessKey) is { } accessKey && credentials.Find(StateKeys.SecretKey) is { } secretKey
            ? S3State.Of(endpoint, bucket, accessKey, secretKey)
            : null;
}
