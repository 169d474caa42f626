# orchestra completion powershell >>$PROFILE
Register-ArgumentCompleter -Native -CommandName orchestra -ScriptBlock {
  param($current, $line, $cursor)
  $typed = @($line.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { $_.ToString() })
  $typed += if ($current) { $current } else { '""' }
  $also, $found = & orchestra __complete meanings @typed 2>$null
  foreach ($one in $found) {
    $word, $meaning = $one -split "`t", 2
    if (-not $meaning) { $meaning = $word }
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $meaning)
  }
}
