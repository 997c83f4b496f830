using Fridge.Model.Declared;
using Fridge.Model.Yaml;

namespace Fridge.Model.Reading;

/// <summary>The mapping <c>virtual:</c>; its presence makes the nodes virtual.</summary>
internal static class VirtualReader
{
    public static VirtualNetwork? Read(MapReader file) =>
        file.Map(NetworkKeys.Virtual) is { } reader ? new(reader.Get(NetworkKeys.Subnet)) : null;
}
