namespace Errand.Binding.Checking;

/// <summary>A number in a body that the serializer reads in another spelling only: 1e5 as 100000.</summary>
internal readonly record struct Respelling(int Start, int Length, byte[] Text)
{
    /// <summary>The body with all of them put in.</summary>
    /// <param name="body">What was checked.</param>
    /// <param name="respellings">Without overlap.</param>
    public static byte[] Apply(ReadOnlySpan<byte> body, List<Respelling> respellings)
    {
        // A discriminator is found before the members that stand in front of it.
        respellings.Sort((a, b) => a.Start.CompareTo(b.Start));
        byte[] respelled = new byte[body.Length + respellings.Sum(r => r.Text.Length - r.Length)];
        Span<byte> rest = respelled;
        int done = 0;
        foreach (Respelling respelling in respellings)
        {
            ReadOnlySpan<byte> between = body[done..respelling.Start];
            between.CopyTo(rest);
            respelling.Text.CopyTo(rest[between.Length..]);
            rest = rest[(between.Length + respelling.Text.Length)..];
            done = respelling.Start + respelling.Length;
        }

        body[done..].CopyTo(rest);
        return respelled;
    }
}
