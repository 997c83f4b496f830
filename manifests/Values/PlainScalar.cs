using System.Globalization;
using System.Text.RegularExpressions;

namespace Fridge.Manifests.Values;

/// <summary>The type of an unquoted YAML scalar, by YAML 1.2's core schema (https://yaml.org/spec/1.2.2/#103-core-schema).</summary>
internal static partial class PlainScalar
{
    public static Scalar Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => Scalar.Null,
        "true" or "True" or "TRUE" => new Scalar(true),
        "false" or "False" or "FALSE" => new Scalar(false),
        _ when Integer().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => new Scalar(number),
        _ when Fraction().IsMatch(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) => new Scalar(fraction),
        _ => new Scalar(text),
    };

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Fraction();
}
