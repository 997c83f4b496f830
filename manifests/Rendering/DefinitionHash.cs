using System.Security.Cryptography;
using System.Text;
using Fridge.Manifests.Values;

namespace Fridge.Manifests.Rendering;

/// <summary>SHA-256 (hex) of a definition as it is written.</summary>
internal static class DefinitionHash
{
    public static string Of(Mapping definition) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(YamlText.Write(definition))));
}
