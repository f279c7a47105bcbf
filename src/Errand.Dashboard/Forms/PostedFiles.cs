using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Forms;

/// <summary>Takes files that were chosen in a form as the base64 that their fields stand for.</summary>
internal static class PostedFiles
{
    /// <summary>Before the name of the field in the form.</summary>
    public const string Prefix = "file:";

    public static async Task ReadAsync(IFormCollection form, Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        foreach (IFormFile file in form.Files.Where(file => file.Name.StartsWith(Prefix, StringComparison.Ordinal) && file.Length > 0))
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            values[file.Name[Prefix.Length..]] = Convert.ToBase64String(content.GetBuffer().AsSpan(0, (int)content.Length));
        }
    }
}
