using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Errand.Binding;

/// <summary>How arguments and results are read and written.</summary>
internal static class TaskJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A task's function is code of the program itself; its types are not trimmed away.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "One-file programs turn reflection off but run on the JIT; only native compilation would miss it.")]
    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Strict)
        {
            // One-file programs have no resolver unless one is named.
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { SkipUnknownMembers } },
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
            AllowOutOfOrderMetadataProperties = true,
            Converters = { new EnumNameConverter() },
            // The arguments' own limit is checked on submit; a result may wrap such arguments.
            MaxDepth = 2 * TaskLimits.MaxNesting,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        };
        options.MakeReadOnly();
        return options;
    }

    // The check refuses unknown members where it should; what is stored in spite of them must bind.
    private static void SkipUnknownMembers(JsonTypeInfo type)
    {
        if (type.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow)
        {
            type.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        }
    }
}
