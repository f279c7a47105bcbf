using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Binding.Schema;
using Errand.Types;

namespace Errand.Binding.Views;

/// <summary>Turns what an author says of how results are looked at into what the routes of results know of it.</summary>
internal static class ViewCompiler
{
    private const int TagLength = 16;

    /// <summary>Writes into the schema of a result what the author says of the whole of it.</summary>
    public static void Describe(TaskTypeBuilder builder, JsonObject result)
    {
        if (builder.Views is { } views)
        {
            result[SchemaHintNames.Views] = JsonSerializer.SerializeToNode(views, ErrandJson.Default.IReadOnlyListResultView);
        }

        if (builder.Summary is { } summary)
        {
            result[SchemaHintNames.Summary] = new JsonArray([.. summary.Select(member => JsonValue.Create(member.Pointer))]);
        }
    }

    /// <param name="builder">What the author says.</param>
    /// <param name="result">The schema of the result, with what <see cref="Describe"/> has written.</param>
    /// <exception cref="ArgumentException">A view shows what no result can have.</exception>
    public static AuthorViews Compile(TaskTypeBuilder builder, JsonObject result)
    {
        var places = new SchemaPlaces(result);
        foreach (ResultView view in builder.Views ?? [])
        {
            if (Pointers(view).FirstOrDefault(pointer => IsImpossible(places, pointer)) is { } wrong)
            {
                throw new ArgumentException(
                    $"Task type \"{builder.Type}\": its view \"{view.Title}\" names \"{wrong}\", which by its schema the result cannot have.");
            }
        }

        IReadOnlyDictionary<string, ValueHint> hints = SchemaHints.Of(result);
        if (builder.Views is null && hints.Count == 0)
        {
            return AuthorViews.None;
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(result.ToJsonString()));
        return new AuthorViews(
            builder.Views?.Select(new ViewWords(hints).Complete).ToArray(), hints, Convert.ToHexStringLower(hash)[..TagLength]);
    }

    private static bool IsImpossible(SchemaPlaces places, string pointer) =>
        places.At(PointerText.StepsOf(ColumnText.PointerOf(pointer)), withEach: true).Count == 0;

    private static IEnumerable<string> Pointers(ResultView view) =>
    [
        view.At,
        .. view.X is { } x ? new[] { x.Column } : [],
        .. view.Color is { } color ? new[] { color.Column } : [],
        .. view.Y.SelectMany(line => new[] { line.Column, line.Error, line.Low, line.High }).OfType<string>(),
    ];
}
