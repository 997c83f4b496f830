using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace Fridge.Engine;

/// <summary>Texts to values. A text that doesn't fit is a <see cref="FormatException"/> with what was expected.</summary>
internal static class ValueText
{
    private static readonly ImmutableArray<Type> Lists = [typeof(ImmutableArray<>), typeof(IReadOnlyList<>), typeof(IEnumerable<>), typeof(List<>)];

    /// <summary>The element's type of an array or a list; null for a single value.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.IsGenericType && Lists.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[0]
        : null;

    public static bool CanConvert(Type type) => ElementOf(type) is { } element ? CanConvertOne(element) : CanConvertOne(type);

    /// <summary>A list's words; a comma parts names of an enumeration too, as in docker's <c>--platform a,b</c>.</summary>
    public static object Convert(Type type, IReadOnlyList<string> texts) =>
        ElementOf(type) is not { } element ? One(type, texts[^1])
        : element.IsEnum ? List(type, element, [.. texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries))])
        : List(type, element, texts);

    private static object One(Type type, string text)
    {
        if (type == typeof(string))
            return text;
        if (type == typeof(bool))
            return bool.TryParse(text, out var flag) ? flag : throw new FormatException("true or false");
        if (type == typeof(TimeSpan))
            return Duration.Parse(text);
        if (type.IsEnum)
            return EnumOf(type, text);
        if (type == typeof(Uri))
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new FormatException("an address such as https://example.org");
        return type.IsPrimitive || type == typeof(decimal) ? Number(type, text) : Made(type, text);
    }

    private static object Number(Type type, string text)
    {
        try
        {
            return System.Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidCastException)
        {
            throw new FormatException("a number", exception);
        }
    }

    private static object EnumOf(Type type, string text)
    {
        var name = Enum.GetNames(type).FirstOrDefault(name =>
            name.Equals(text.Replace("-", ""), StringComparison.OrdinalIgnoreCase));
        return name is null
            ? throw new FormatException(string.Join(", ", Enum.GetNames(type).Select(Kebab.Of)))
            : Enum.Parse(type, name);
    }

    private static object Made(Type type, string text)
    {
        try
        {
            return Parse(type) is { } parse ? parse.Invoke(null, [text])! : Constructor(type)!.Invoke([text]);
        }
        catch (TargetInvocationException failed)
        {
            throw new FormatException(failed.InnerException?.Message ?? failed.Message, failed);
        }
    }

    private static object List(Type type, Type element, IReadOnlyList<string> texts)
    {
        var array = Array.CreateInstance(element, texts.Count);
        for (var i = 0; i < texts.Count; i++)
            array.SetValue(One(element, texts[i]), i);
        if (!type.IsGenericType || type.IsAssignableFrom(array.GetType()))
            return array;
        return type.GetGenericTypeDefinition() == typeof(List<>)
            ? Activator.CreateInstance(type, array)!
            : typeof(ImmutableArray).GetMethods().Single(IsCreateFromArray).MakeGenericMethod(element).Invoke(null, [array])!;
    }

    private static bool IsCreateFromArray(MethodInfo method) =>
        method.Name == nameof(ImmutableArray.Create)
        && method.GetParameters() is [{ ParameterType: { IsArray: true } }];

    private static bool CanConvertOne(Type type) =>
        type == typeof(string) || type.IsPrimitive || type == typeof(decimal) || type.IsEnum || type == typeof(TimeSpan)
        || type == typeof(Uri) || Parse(type) is not null || Constructor(type) is not null;

    private static MethodInfo? Parse(Type type) => type.GetMethod("Parse", [typeof(string)]) is { IsStatic: true } parse ? parse : null;

    private static ConstructorInfo? Constructor(Type type) => type.GetConstructor([typeof(string)]);
}
