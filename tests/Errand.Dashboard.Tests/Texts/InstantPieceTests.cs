using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Tests.Texts;

/// <summary>Instants in the sentences of the server.</summary>
public sealed class InstantPieceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 15, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("It is to start at 2026-11-30T15:47:19.219Z.", "It is to start at |15:47:19 UTC|.")]
    [InlineData("At 2026-12-01T05:00:00Z, and queue a is paused.", "At |2026-12-01 05:00:00 UTC|, and queue a is paused.")]
    [InlineData("Queue a is paused.", "Queue a is paused.")]
    [InlineData("Nothing at 2026-99-30T15:47:19Z", "Nothing at 2026-99-30T15:47:19Z")]
    public void Are_written_as_people_read_them(string sentence, string pieces) =>
        Assert.Equal(pieces, string.Join('|', InstantPieces.Of(sentence, Now).Select(piece => piece.Text)));
}
